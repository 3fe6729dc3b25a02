"""Stub."""
from django.http import HttpResponse
def page(request, **k): return HttpResponse('stub')
def one(request, **k): return HttpResponse('stub')
