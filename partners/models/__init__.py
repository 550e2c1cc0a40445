from partners.models.partner import Partner, PartnerAlias, PartnerContact

__all__ = ["Partner", "PartnerAlias", "PartnerContact"]
