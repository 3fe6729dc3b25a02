"""Stub."""
from django.http import HttpResponse
def page(request, **k): return HttpResponse('stub')
def stock(request, **k): return HttpResponse('stub')
def events(request, **k): return HttpResponse('stub')
