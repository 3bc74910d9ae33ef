"""The closed words of the federation as people read them, each once, in English and Urdu.

Pure.
"""
