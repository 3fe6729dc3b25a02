"""The WSGI application of the web app."""

from django.core.handlers.wsgi import WSGIHandler

application = WSGIHandler()
