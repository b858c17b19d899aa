"""The frame round every page: nav rail, top bar, status strip, pages, banner, and what a page may ask of them."""
