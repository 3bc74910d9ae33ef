"""The closed words of the federation, what protects by them, and how people read them in English and Urdu; each once.

Pure.
"""
