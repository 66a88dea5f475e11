"""The browser: one front end for finished runs, live runs and files that travel by e-mail.

A run becomes a *film* (``film``): a head that says what is what, and reels of steps. The page
(``page``) is made of the files under ``static`` and holds no knowledge of the model: names,
units, meanings and terms come with the film.
"""
