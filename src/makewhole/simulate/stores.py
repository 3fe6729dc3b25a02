"""Stores a world can be played in: currency, country of the centres, and how files print there."""

from dataclasses import dataclass

from makewhole.money import STORE_CURRENCY


@dataclass(frozen=True, slots=True)
class Store:
    """One store. `day_form` is how its settlements print days; `comma` whether decimals use one."""

    code: str
    name: str
    currency: str
    country: str
    centers: tuple[str, ...]
    day_form: str
    comma: bool = False


_DOTTED = "%d.%m.%Y"


def _store(code: str, name: str, country: str, centers: str, comma: bool = False) -> Store:
    currency = STORE_CURRENCY[code]
    form = "%Y-%m-%d" if currency == "USD" else "%Y/%m/%d" if currency == "JPY" else _DOTTED
    return Store(code, name, currency, country, tuple(centers.split()), form, comma)


STORES = {
    store.code: store
    for store in (
        _store("US", "Amazon.com", "US", "ABE8 ONT8 PHX7 MDW2 LAS7"),
        _store("CA", "Amazon.ca", "CA", "YYZ3 YVR2 YOW1"),
        _store("MX", "Amazon.com.mx", "MX", "MEX3 MTY1 GDL1"),
        _store("UK", "Amazon.co.uk", "GB", "LTN4 BHX4 EMA2"),
        _store("DE", "Amazon.de", "DE", "LEJ1 WRO5 HAM2", comma=True),
        _store("FR", "Amazon.fr", "FR", "ORY4 LIL1 MRS1", comma=True),
        _store("IT", "Amazon.it", "IT", "MXP5 FCO1 BGY1", comma=True),
        _store("ES", "Amazon.es", "ES", "MAD4 BCN1 SVQ1", comma=True),
        _store("NL", "Amazon.nl", "NL", "RTM1 LEJ1 WRO5", comma=True),
        _store("SE", "Amazon.se", "SE", "ESK1 STO2", comma=True),
        _store("PL", "Amazon.pl", "PL", "WRO5 POZ1 KTW1", comma=True),
        _store("BE", "Amazon.com.be", "BE", "LEJ1 LIL1 RTM1", comma=True),
        _store("IE", "Amazon.ie", "IE", "DUB4 EMA2"),
        _store("TR", "Amazon.com.tr", "TR", "IST2 XTRA", comma=True),
        _store("AE", "Amazon.ae", "AE", "DXB3 DXB5"),
        _store("SA", "Amazon.sa", "SA", "RUH2 JED4"),
        _store("EG", "Amazon.eg", "EG", "CAI1 CAI2"),
        _store("IN", "Amazon.in", "IN", "BOM5 DEL4 BLR7"),
        _store("JP", "Amazon.co.jp", "JP", "NRT5 KIX2 FSZ1"),
        _store("AU", "Amazon.com.au", "AU", "MEL1 BWU2 SYD3"),
        _store("SG", "Amazon.sg", "SG", "XSP1 XSG2"),
        _store("BR", "Amazon.com.br", "BR", "GRU5 REC1", comma=True),
    )
}
