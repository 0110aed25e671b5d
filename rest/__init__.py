"""How the API speaks, whatever it is about: problem details, pages, times. Knows Django REST framework and no app."""
