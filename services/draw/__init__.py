"""The one writer of pictures and pages: shaped text, marks on a sheet, and the files that they become.

Equal input gives equal bytes. :mod:`services.draw.engine` alone starts a program; :mod:`services.draw.network` alone
knows what is drawn.
"""
