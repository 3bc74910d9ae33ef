"""How a node grows: parts that load it in bulk to several sizes and measure it there, and the model made of what they say."""
