"""The preview: a course as its author writes it and as an LMS sees it, in one local page.

`workshop` builds what has changed, `foreign` reads a finished package, `server` answers the browser, `editor` opens a
file.
"""
