"""Stub."""
from django.http import HttpResponse
def page(request, **k): return HttpResponse('stub')
def calculator(request, **k): return HttpResponse('stub')
def measurements(request, **k): return HttpResponse('stub')
