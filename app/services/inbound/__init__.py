"""Goods in: deliveries from the announcement to the report, docks, quality, files that are sent, the dock's station."""

from app.services.inbound.deliveries import Deliveries, Delivery, DeliveryLine
from app.services.inbound.docks import Docks
from app.services.inbound.quality import PlanOfQuality, Quality

__all__ = ["Deliveries", "Delivery", "DeliveryLine", "Docks", "PlanOfQuality", "Quality"]
