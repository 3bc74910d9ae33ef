"""The one writer of pictures and pages: shaped text, marks on a sheet, and the files that they become. Pure.

May import tables, and the libraries that shape, order and render text; :mod:`services.draw.engine` alone starts a
program. Knows nothing of what is drawn. Equal input gives equal bytes.
"""
