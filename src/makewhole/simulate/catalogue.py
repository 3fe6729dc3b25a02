"""The products of a simulated seller: pleasant, invented, and each with its own life of ids."""

from dataclasses import dataclass, replace
from decimal import Decimal

from makewhole.simulate.dice import Dice

_MAKES = ("Alder & Wren", "Northlight", "Pebble Row", "Juniper House", "Saltmarsh", "Larkfield")
_THINGS = (  # what it is, and its category in the referral fee table
    ("Beeswax Food Wraps, Set of 5", "home_and_kitchen"),
    ("Walnut Key Tray", "home_and_kitchen"),
    ("Linen Tea Towels, Pack of 3", "home_and_kitchen"),
    ("Enamel Café Mug", "sports_and_outdoors"),
    ("Cork Yoga Block", "sports_and_outdoors"),
    ("Ceramic Plant Pot, 5 inch", "home_and_kitchen"),
    ("Wool Dryer Balls, Pack of 6", "home_and_kitchen"),
    ("Bamboo Cutting Board", "home_and_kitchen"),
    ("Dog Lead, 6 ft Rope", "pet_supplies"),
    ("Wooden Memory Game", "toys_and_games"),
    ("Glass Pour-Over Coffee Set", "home_and_kitchen"),
    ("Pocket Sketchbook, 2 Pack", "office_products"),
    ("Soy Candle, Fig and Cedar", "home_and_kitchen"),
    ("Cotton Market Bag", "home_and_kitchen"),
    ("Braided Charging Cable", "electronics_accessories"),
    ("Herb Garden Seed Kit", "home_and_kitchen"),
    ("Felt Bird House", "pet_supplies"),
    ("Marble Coasters, Set of 4", "home_and_kitchen"),
    ("Oat Hand Balm", "beauty_health_personal_care"),
    ("Star Map Jigsaw, 500 Pieces", "toys_and_games"),
)

# The same things as the Japanese store names them. Among their signs are such whose second byte in
# Shift-JIS is that of a backslash, and such as only the Japanese Windows has.
_JAPANESE_MAKES = (
    "アルダー＆レン", "ノースライト", "ペブルロウ", "ジュニパーハウス", "ソルトマーシュ",
    "髙野屋㈱",
)  # fmt: skip
_JAPANESE_THINGS = (
    "蜜蝋ラップ, 5枚セット", "ウォルナットのキートレイ", "リネンふきん, 3枚組", "ホーローマグ",
    "コルク製ヨガブロック", "陶器の植木鉢 ５号", "ウールドライヤーボール, 6個", "竹のまな板",
    "犬用リード ～180cm", "木製メモリーゲーム", "ガラスのコーヒーセット", "スケッチブック, 2冊",
    "ソイキャンドル いちじく", "綿の買い物バッグ 表地綿100%", "編み込み充電ケーブル 高機能",
    "ハーブ栽培キット", "フェルトの巣箱", "大理石コースター, 4枚", "ハンドバーム ①オーツ麦",
    "星座ジグソーパズル 500ピース",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Product:
    """One product: ids, price to the buyer, cost to the seller, packaged sides and weight."""

    sku: str
    fnsku: str
    asin: str
    title: str
    category: str
    price: Decimal
    cost: Decimal
    sides: tuple[Decimal, Decimal, Decimal]
    weight_lb: Decimal


def make_catalogue(
    dice: Dice, count: int, mark: str = "", first: int = 0, *, japanese: bool = False
) -> list[Product]:
    """A number of products, no two alike, counted from `first` on; named in Japanese if said.

    Of every twelve two share an ASIN under two labels, and two are one product under two SKUs
    whose stock carries the ASIN as its label.
    """
    products: list[Product] = []
    for number in range(first, first + count):
        thing, category = _THINGS[number % len(_THINGS)]
        make = _MAKES[(number + number // len(_THINGS)) % len(_MAKES)]
        twin = products[-1] if number % 12 == 11 else None
        made = _product(dice, number, f"{make} {thing}", category, twin=twin, mark=mark)
        if number % 12 == 4:
            made = replace(made, fnsku=made.asin)
        if number % 12 == 5:
            made = replace(products[-1], sku=made.sku, price=made.price)
        products.append(made)
    return [_in_japanese(one) for one in products] if japanese else products


def _in_japanese(product: Product) -> Product:
    """A product under its Japanese name; everything else stays."""
    thing = next(n for n, (name, _) in enumerate(_THINGS) if product.title.endswith(name))
    make = next(n for n, name in enumerate(_MAKES) if product.title.startswith(name))
    return replace(product, title=f"{_JAPANESE_MAKES[make]} {_JAPANESE_THINGS[thing]}")


def _product(
    dice: Dice, number: int, title: str, category: str, *, twin: Product | None, mark: str
) -> Product:
    cents = dice.one_of((49, 95, 99, 50))
    price = Decimal(dice.between(12, 48)) + Decimal(cents) / 100
    cost = (price * dice.between(18, 34) / 100).quantize(Decimal("0.01"))
    sides = sorted(Decimal(dice.between(low, high)) / 10
        for low, high in ((20, 60), (50, 90), (80, 150)))  # fmt: skip
    initials = "".join(word[0] for word in title.split() if word[0].isalpha()).upper()
    asin = twin.asin if twin else stamped("B0" + dice.letters(8), mark, 2)
    return Product(
        sku=f"{initials}-{mark}{number + 101}", fnsku=stamped("X00" + dice.letters(7), mark, 3),
        asin=asin,
        title=twin.title if twin else title, category=twin.category if twin else category,
        price=price, cost=cost, sides=(sides[2], sides[1], sides[0]),
        weight_lb=Decimal(dice.between(20, 260)) / 100,
    )  # fmt: skip


def stamped(text: str, mark: str, place: int) -> str:
    """An id with a mark in the place of as many of its signs; without a mark, the id itself.

    >>> stamped("X00ABCDEFG", "@@@", 3)
    'X00@@@DEFG'
    """
    return text[:place] + mark + text[place + len(mark) :]
