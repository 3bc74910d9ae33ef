"""Files that an officer drops on the console: taken in, read, shown with what is wrong, and sent if that is said."""
