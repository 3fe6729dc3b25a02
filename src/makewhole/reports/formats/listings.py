"""All listings: what the seller offers, and on which catalogue item.

Report    GET_MERCHANT_LISTINGS_ALL_DATA; also Seller Central › Inventory reports › All Listings
Grain     one listing
Units     quantity is the seller's own stock; empty on listings FBA fulfils
Traps     texts hold quotes and HTML; some stores print no `asin1`: then `product-id` is the ASIN if
          its type is 1; the headings are in the store's language (German, French, Italian, Spanish,
          Polish, Turkish, Arabic, Japanese, Chinese), their order unpublished
Source    public connectors' records, heading maps and importers, seen 2026-11-22
"""

from makewhole.books.tables import LISTINGS
from makewhole.reports.form import Amount, Computed, Date, Id, Report, Text, Units

_US = [
    "item-name", "item-description", "listing-id", "seller-sku", "price", "quantity", "open-date",
    "image-url", "item-is-marketplace", "product-id-type", "zshop-shipping-fee", "item-note",
    "item-condition", "zshop-category1", "zshop-browse-path", "zshop-storefront-feature", "asin1",
    "asin2", "asin3", "will-ship-internationally", "expedited-shipping", "zshop-boldface",
    "product-id", "bid-for-featured-placement", "add-delete", "pending-quantity",
    "fulfillment-channel",
]  # fmt: skip


class Listings(Report):
    """One listing."""

    report = "GET_MERCHANT_LISTINGS_ALL_DATA"
    fills = LISTINGS
    recognised_by = {"listing-id", "seller-sku", "price", "item-name"}
    ignored = {
        "Business Price", "Quantity Price Type", "ProductTaxCode", "standard-price-point",
        "scheduled-delivery-sku-set", "minimum-seller-allowed-price",
        "maximum-seller-allowed-price", "Progressive Price Type", "Sourcing Type",
        *(f"Quantity {what} {n}" for what in ("Lower Bound", "Price") for n in range(1, 6)),
        *(f"Progressive {what} {n}" for what in ("Lower Bound", "Price") for n in range(1, 4)),
    }  # fmt: skip
    layouts = {
        "us_29": [*_US, "merchant-shipping-group", "status"],
        "us_newer_32": [
            *_US, "optional-payment-type-exclusion", "merchant-shipping-group", "status",
            "Minimum order quantity", "Sell remainder",
        ],
    }  # fmt: skip

    msku = Id(
        "seller-sku", "Händler-SKU", "sku-vendeur", "SKU venditore", "SKU del vendedor",
        "sku-sprzedawcy", "seller-sku (satıcı sku)", "出品者SKU", "卖家 SKU", "sku-البائع",
        required=True,
    )  # fmt: skip
    asin1 = Id("asin1", length=10)
    product_id = Id(
        "product-id", "Produkt-ID", "id-produit", "Identificativo del prodotto",
        "Identificador del producto", "identyfikator-produktu", "product-id (ürün numarası)",
        "商品ID", "商品编码", "رقم-المنتج",
    )  # fmt: skip
    product_id_type = Text(
        "product-id-type", "Produkt-ID-Typ", "type-id-produit",
        "Tipo di identificativo del prodotto", "Tipo de identificador de producto",
        "typ-identyfikatora-produktu", "product-id-type (ürün numarası türü)", "商品IDタイプ",
        "商品编码类型", "نوع-رقم-المنتج",
    )  # fmt: skip
    asin = Computed(
        "coalesce(asin1, case when product_id_type in ('1', 'ASIN') then product_id end)"
    )
    title = Text(
        "item-name", "Artikelbezeichnung", "nom-produit", "Nome dell'articolo",
        "Título del producto", "nazwa-produktu", "item-name (ürün adı)", "商品名", "商品名称",
        "اسم-المنتج",
    )  # fmt: skip
    listing_id = Id(
        "listing-id", "Angebotsnummer", "id-offre", "Numero offerta", "Identificador del listing",
        "identyfikator-oferty", "listing-id (liste kaydı numarası)", "出品ID", "رقم-العرض",
    )  # fmt: skip
    price = Amount(
        "price", "Preis", "prix", "Prezzo", "Precio", "cena", "price (fiyat)", "価格", "价格",
        "السعر",
    )  # fmt: skip
    units = Units(
        "quantity", "Menge", "quantité", "Quantità", "Cantidad", "ilość", "quantity (adet)", "数量",
        "الكمية", limit=100_000_000,
    )  # fmt: skip
    open_date = Date(
        "open-date", "Erstellungsdatum", "date-ouverture", "Data di creazione", "Fecha de creación",
        "data-otwarcia", "open-date (yayınlanma tarihi)", "出品日", "开售日期", "تاريخ-مفتوح",
    )  # fmt: skip
    condition = Text(
        "item-condition", "Artikelzustand", "état-produit", "Condizione dell'articolo",
        "Estado del producto", "stan-produktu", "item-condition (ürün durumu)", "コンディション",
        "商品状况", "حالة-المنتج",
    )  # fmt: skip
    fulfillment_channel = Text(
        "fulfillment-channel", "fulfilment-channel", "Versender", "canal-traitement",
        "Canale di gestione", "Canal de gestión logística", "kanał-realizacji",
        "fulfillment-channel (dağıtım kanalı)", "フルフィルメント・チャンネル", "配送渠道",
        "قناة-الشحن",
    )  # fmt: skip
    status = Text("status", "état", "stato", "estado", "durum", "ステータス", "状态", "الحالة")
