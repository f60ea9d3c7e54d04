"""The table of daily roll-ups."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Exact, Row


class DayRow(Row):
    """The daily roll-up of one agreement, link of its chain (`what`) and tier (`''` for none), kept with each fact.

    Everything about leads is kept under the local date of the hand-off; deals under that of their closing. Sums of
    time are whole microseconds. `overdue` counts breached leads that still have no attempt and are not returned.
    """

    __tablename__ = "day"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), primary_key=True)
    what: Mapped[str] = mapped_column(String(8), primary_key=True, default="lead", server_default="lead")
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    tier: Mapped[str] = mapped_column(String(80), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    handed_off: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    returned: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    value: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0), server_default="0")
    followed_up: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    within_window: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    breached: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    overdue: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    speed_us: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    wall_us: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    unconnected: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    unconnected_attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    customers: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    revenue: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0), server_default="0")
    other_revenue: Mapped[Decimal] = mapped_column(Exact, default=Decimal(0), server_default="0")
