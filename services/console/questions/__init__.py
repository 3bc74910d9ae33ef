"""Questions that officers keep by name, with what was filled in; no answer is kept, and each opening asks anew."""
