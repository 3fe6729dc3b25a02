"""Stub."""
from django.http import HttpResponse
def page(request, **k): return HttpResponse('stub')
def keep(request, **k): return HttpResponse('stub')
def history(request, **k): return HttpResponse('stub')
