"""The read API under ``/api/v1/``: public facts only, over the same filters and paging as the public page."""
