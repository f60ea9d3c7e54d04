"""The first tables."""

import sqlalchemy as sa
from alembic import op

from storage import base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - a statement for each table
    op.create_table(
        "workspace",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("enterprise_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_token", sa.LargeBinary(), nullable=True),
        sa.Column("bot_user", sa.String(length=32), nullable=True),
        sa.Column("bot_id", sa.String(length=32), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("admin", sa.String(length=32), nullable=True),
        sa.Column("installed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("paused_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("paused_reason", sa.Text(), nullable=True),
        sa.Column("last_tick_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("directory_read_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("team_id", name=op.f("uq_workspace_team_id")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=True),
        sa.Column("next_pacing_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_close_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_check_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_duties_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_report_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_fact_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_agreement_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("workspace_id", "slug", name=op.f("uq_agreement_workspace_id_slug")),
    )
    op.create_index(
        "ix_agreement_close_due",
        "agreement",
        ["next_close_at"],
        unique=False,
        sqlite_where=sa.text("next_close_at IS NOT NULL"),
        postgresql_where=sa.text("next_close_at IS NOT NULL"),
    )
    op.create_index(
        "ix_agreement_pacing_due",
        "agreement",
        ["next_pacing_at"],
        unique=False,
        sqlite_where=sa.text("next_pacing_at IS NOT NULL"),
        postgresql_where=sa.text("next_pacing_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_agreement_workspace_id_channel"), "agreement", ["workspace_id", "channel"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("act", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_audit_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(
        op.f("ix_audit_workspace_id_agreement_id_id"), "audit", ["workspace_id", "agreement_id", "id"], unique=False
    )
    op.create_table(
        "channel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_channel_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
        sa.UniqueConstraint("workspace_id", "channel_id", name=op.f("uq_channel_workspace_id_channel_id")),
    )
    op.create_table(
        "gate",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("next_allowed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("paused_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_gate_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_gate")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("dedup_key", sa.String(length=200), nullable=False),
        sa.Column("received_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_inbox_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("workspace_id", "source", "dedup_key", name=op.f("uq_inbox_workspace_id_source_dedup_key")),
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("until", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_lease_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "leave",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("starts_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("entered_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=200), nullable=True),
        sa.Column("next_leave_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_leave_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave")),
    )
    op.create_index(
        "ix_leave_call",
        "leave",
        ["workspace_id", "next_leave_at"],
        unique=False,
        sqlite_where=sa.text("next_leave_at IS NOT NULL"),
        postgresql_where=sa.text("next_leave_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_leave_workspace_id_person_ends_at"), "leave", ["workspace_id", "person", "ends_at"], unique=False
    )
    op.create_table(
        "obligation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("occurrence", sa.String(length=200), nullable=False),
        sa.Column("due_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_obligation_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint(
            "workspace_id",
            "agreement_id",
            "kind",
            "subject",
            "occurrence",
            name=op.f("uq_obligation_workspace_id_agreement_id_kind_subject_occurrence"),
        ),
    )
    op.create_index(op.f("ix_obligation_workspace_id_subject"), "obligation", ["workspace_id", "subject"], unique=False)
    op.create_table(
        "own_hours",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("since", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_own_hours_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_hours")),
        sa.UniqueConstraint("workspace_id", "person", name=op.f("uq_own_hours_workspace_id_person")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("deactivated", sa.Boolean(), nullable=False),
        sa.Column("dm", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_person_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("workspace_id", "user_id", name=op.f("uq_person_workspace_id_user_id")),
    )
    op.create_index(op.f("ix_person_workspace_id_email"), "person", ["workspace_id", "email"], unique=False)
    op.create_index(op.f("ix_person_workspace_id_handle"), "person", ["workspace_id", "handle"], unique=False)
    op.create_index(op.f("ix_person_workspace_id_name"), "person", ["workspace_id", "name"], unique=False)
    op.create_table(
        "set_up",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("base_terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("started_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_set_up_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_up")),
        sa.UniqueConstraint(
            "workspace_id",
            "person",
            "channel",
            "agreement_id",
            name=op.f("uq_set_up_workspace_id_person_channel_agreement_id"),
        ),
    )
    op.create_table(
        "day",
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=8), server_default="lead", nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("tier", sa.String(length=80), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handed_off", sa.Integer(), server_default="0", nullable=False),
        sa.Column("returned", sa.Integer(), server_default="0", nullable=False),
        sa.Column("value", base.Exact(), server_default="0", nullable=False),
        sa.Column("followed_up", sa.Integer(), server_default="0", nullable=False),
        sa.Column("within_window", sa.Integer(), server_default="0", nullable=False),
        sa.Column("breached", sa.Integer(), server_default="0", nullable=False),
        sa.Column("overdue", sa.Integer(), server_default="0", nullable=False),
        sa.Column("speed_us", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("wall_us", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("unconnected", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unconnected_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("customers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revenue", base.Exact(), server_default="0", nullable=False),
        sa.Column("other_revenue", base.Exact(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_day_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_day_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("agreement_id", "what", "on", "tier", name=op.f("pk_day")),
    )
    op.create_table(
        "friction_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_friction_note_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_friction_note_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_friction_note")),
    )
    op.create_index(op.f("ix_friction_note_agreement_id_at"), "friction_note", ["agreement_id", "at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("obligation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("bundle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dedup_key", sa.String(length=400), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("fallback", sa.String(length=32), nullable=True),
        sa.Column("lane", sa.String(length=8), nullable=False),
        sa.Column("lane_rank", sa.Integer(), nullable=False),
        sa.Column("conv", sa.String(length=80), nullable=False),
        sa.Column("method_gate", sa.String(length=80), nullable=False),
        sa.Column("channel_gate", sa.String(length=80), nullable=False),
        sa.Column("template", sa.String(length=48), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("not_before", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("retry_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("expires_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("degraded", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("first_attempt_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("last_attempt_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("marker", sa.String(length=64), nullable=True),
        sa.Column("client_msg_id", sa.String(length=36), nullable=True),
        sa.Column("posted_to", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("edit_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("resent_after_doubt", sa.Boolean(), nullable=False),
        sa.Column("is_repeat", sa.Boolean(), nullable=False),
        sa.Column("error_class", sa.String(length=32), nullable=True),
        sa.Column("error_code", sa.String(length=80), nullable=True),
        sa.Column("created_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_outbox_obligation_id_obligation")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_outbox_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("workspace_id", "dedup_key", name=op.f("uq_outbox_workspace_id_dedup_key")),
    )
    op.create_index(op.f("ix_outbox_bundle_id"), "outbox", ["bundle_id"], unique=False)
    op.create_index(
        "ix_outbox_conv",
        "outbox",
        ["conv", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'sending', 'doubt')"),
        postgresql_where=sa.text("state IN ('pending', 'sending', 'doubt')"),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "not_before"], unique=False)
    op.create_index(
        "ix_outbox_edit",
        "outbox",
        ["edit_at"],
        unique=False,
        sqlite_where=sa.text("edit_at IS NOT NULL"),
        postgresql_where=sa.text("edit_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_outbox_obligation_id"), "outbox", ["obligation_id"], unique=False)
    op.create_table(
        "terms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("starts_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("proposed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=True),
        sa.Column("vouched", sa.Boolean(), nullable=False),
        sa.Column("in_force_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("superseded_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_as", sa.String(length=16), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("ends", sa.Boolean(), nullable=False),
        sa.Column("lapses_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_step_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_terms_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_terms_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("agreement_id", "number", name=op.f("uq_terms_agreement_id_number")),
    )
    op.create_index(
        "ix_terms_step_due",
        "terms",
        ["next_step_at"],
        unique=False,
        sqlite_where=sa.text("next_step_at IS NOT NULL"),
        postgresql_where=sa.text("next_step_at IS NOT NULL"),
    )
    op.create_table(
        "buy_in",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_by", sa.String(length=80), nullable=True),
        sa.Column("given_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_buy_in_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_buy_in_terms_id_terms")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_buy_in_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buy_in")),
    )
    op.create_index(op.f("ix_buy_in_agreement_id"), "buy_in", ["agreement_id"], unique=False)
    op.create_table(
        "cancellation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("cause_key", sa.String(length=300), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("periods", sa.Text(), nullable=False),
        sa.Column("opened_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("new_terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_cancellation_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["new_terms_id"], ["terms.id"], name=op.f("fk_cancellation_new_terms_id_terms")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_cancellation_terms_id_terms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_cancellation_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancellation")),
        sa.UniqueConstraint("agreement_id", "cause_key", name=op.f("uq_cancellation_agreement_id_cause_key")),
    )
    op.create_table(
        "closed_period",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("closed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("verdicts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_closed_period_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_closed_period_terms_id_terms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_closed_period_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sa.UniqueConstraint("agreement_id", "period", name=op.f("uq_closed_period_agreement_id_period")),
    )
    op.create_table(
        "duty",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("giver", sa.String(length=80), nullable=False),
        sa.Column("receiver", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("cycle", sa.String(length=16), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("remind_due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("miss_due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("mend_due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(length=200), nullable=True),
        sa.Column("recorded_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.String(length=200), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("units", base.Exact(), nullable=True),
        sa.Column("confirmed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=True),
        sa.Column("confirmed_units", base.Exact(), nullable=True),
        sa.Column("on_behalf_of", sa.String(length=200), nullable=True),
        sa.Column("missed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("excused_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("excused_by", sa.String(length=200), nullable=True),
        sa.Column("excuse", sa.Text(), nullable=True),
        sa.Column("dropped_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_duty_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_duty_terms_id_terms")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_duty_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint(
            "agreement_id", "giver", "what", "cycle", name=op.f("uq_duty_agreement_id_giver_what_cycle")
        ),
    )
    op.create_index(op.f("ix_duty_agreement_id_done_on"), "duty", ["agreement_id", "done_on"], unique=False)
    op.create_index(op.f("ix_duty_agreement_id_on"), "duty", ["agreement_id", "on"], unique=False)
    op.create_index(
        "ix_duty_mend_due_at",
        "duty",
        ["workspace_id", "mend_due_at"],
        unique=False,
        sqlite_where=sa.text("mend_due_at IS NOT NULL"),
        postgresql_where=sa.text("mend_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_duty_miss_due_at",
        "duty",
        ["workspace_id", "miss_due_at"],
        unique=False,
        sqlite_where=sa.text("miss_due_at IS NOT NULL"),
        postgresql_where=sa.text("miss_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_duty_remind_due_at",
        "duty",
        ["workspace_id", "remind_due_at"],
        unique=False,
        sqlite_where=sa.text("remind_due_at IS NOT NULL"),
        postgresql_where=sa.text("remind_due_at IS NOT NULL"),
    )
    op.create_table(
        "lead",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dedup_key", sa.String(length=200), nullable=True),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("tier", sa.String(length=80), nullable=True),
        sa.Column("value", base.Exact(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("handed_off_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("handed_off_on", sa.Date(), nullable=False),
        sa.Column("handed_off_by", sa.String(length=200), nullable=True),
        sa.Column("rep", sa.String(length=200), nullable=True),
        sa.Column("rep_since", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("auto_passed", sa.Boolean(), nullable=False),
        sa.Column("due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("alert_due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_alert_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_rung", sa.Integer(), nullable=False),
        sa.Column("breach_due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("breached_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("breach_rep", sa.String(length=200), nullable=True),
        sa.Column("held_until", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("first_attempt_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("first_attempt_by", sa.String(length=200), nullable=True),
        sa.Column("speed_us", sa.BigInteger(), nullable=True),
        sa.Column("wall_us", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("connected_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("returned_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("came_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("again_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("activity", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["again_of"], ["lead.id"], name=op.f("fk_lead_again_of_lead")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_lead_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["came_of"], ["lead.id"], name=op.f("fk_lead_came_of_lead")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_lead_terms_id_terms")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_lead_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("agreement_id", "dedup_key", name=op.f("uq_lead_agreement_id_dedup_key")),
    )
    op.create_index(
        "ix_customer_came_of",
        "lead",
        ["came_of"],
        unique=False,
        sqlite_where=sa.text("came_of IS NOT NULL"),
        postgresql_where=sa.text("came_of IS NOT NULL"),
    )
    op.create_index(
        "ix_customer_figures",
        "lead",
        [
            "agreement_id",
            "handed_off_on",
            "tier",
            "handed_off_at",
            "due_at",
            "first_attempt_at",
            "returned_at",
            "connected_at",
            "value",
            "speed_us",
            "wall_us",
            "id",
            "came_of",
        ],
        unique=False,
        sqlite_where=sa.text("came_of IS NOT NULL"),
        postgresql_where=sa.text("came_of IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_again_of",
        "lead",
        ["again_of"],
        unique=False,
        sqlite_where=sa.text("again_of IS NOT NULL"),
        postgresql_where=sa.text("again_of IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_alert_due",
        "lead",
        ["workspace_id", "next_alert_at"],
        unique=False,
        sqlite_where=sa.text("next_alert_at IS NOT NULL"),
        postgresql_where=sa.text("next_alert_at IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_breach_due",
        "lead",
        ["workspace_id", "breach_due_at"],
        unique=False,
        sqlite_where=sa.text("breach_due_at IS NOT NULL"),
        postgresql_where=sa.text("breach_due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_breached",
        "lead",
        ["agreement_id", "breached_at"],
        unique=False,
        sqlite_where=sa.text("breached_at IS NOT NULL"),
        postgresql_where=sa.text("breached_at IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_external_id",
        "lead",
        ["workspace_id", "external_id"],
        unique=False,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_index(
        "ix_lead_figures",
        "lead",
        [
            "agreement_id",
            "handed_off_on",
            "tier",
            "handed_off_at",
            "due_at",
            "first_attempt_at",
            "returned_at",
            "connected_at",
            "value",
            "speed_us",
            "wall_us",
            "id",
            "came_of",
        ],
        unique=False,
        sqlite_where=sa.text("came_of IS NULL"),
        postgresql_where=sa.text("came_of IS NULL"),
    )
    op.create_index(
        "ix_lead_open_name",
        "lead",
        ["workspace_id", "name_key"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
    )
    op.create_index(
        "ix_lead_open_rep",
        "lead",
        ["workspace_id", "rep", "due_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
    )
    op.create_index("ix_lead_rep", "lead", ["workspace_id", "rep", "rep_since"], unique=False)
    op.create_index(
        "ix_lead_waiting",
        "lead",
        ["agreement_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("first_attempt_at IS NULL AND closed_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("first_attempt_at IS NULL AND closed_at IS NULL AND returned_at IS NULL"),
    )
    op.create_table(
        "make_up",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.String(length=80), nullable=False),
        sa.Column("deficit", base.Exact(), nullable=False),
        sa.Column("over", sa.Integer(), nullable=False),
        sa.Column("opened_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_up_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_up_in", sa.String(length=16), nullable=True),
        sa.Column("times", sa.Integer(), server_default="0", nullable=False),
        sa.Column("withdrawn_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_make_up_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_make_up_terms_id_terms")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_make_up_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_up")),
        sa.UniqueConstraint(
            "agreement_id",
            "period",
            "party",
            "metric",
            "tier",
            name=op.f("uq_make_up_agreement_id_period_party_metric_tier"),
        ),
    )
    op.create_index(
        "ix_make_up_stands",
        "make_up",
        ["agreement_id", "first_day"],
        unique=False,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_table(
        "proposal_remark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_proposal_remark_terms_id_terms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_proposal_remark_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_remark")),
    )
    op.create_index(op.f("ix_proposal_remark_terms_id"), "proposal_remark", ["terms_id"], unique=False)
    op.create_table(
        "review_decision",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_review_decision_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_review_decision_terms_id_terms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_review_decision_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_decision")),
        sa.UniqueConstraint("agreement_id", "period", name=op.f("uq_review_decision_agreement_id_period")),
    )
    op.create_table(
        "send_attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("outbox_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("phase", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("slack_error", sa.String(length=80), nullable=True),
        sa.Column("retry_after", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_send_attempt_outbox_id_outbox")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_send_attempt_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_attempt")),
        sa.UniqueConstraint("outbox_id", "number", name=op.f("uq_send_attempt_outbox_id_number")),
    )
    op.create_table(
        "service_credit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cause_key", sa.String(length=300), nullable=False),
        sa.Column("rule_key", sa.String(length=120), nullable=False),
        sa.Column("payer", sa.String(length=80), nullable=False),
        sa.Column("receiver", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=True),
        sa.Column("tier", sa.String(length=80), nullable=True),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", base.Exact(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("given_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=200), nullable=True),
        sa.Column("settled_for", sa.String(length=80), nullable=True),
        sa.Column("withdrawn_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_service_credit_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_service_credit_terms_id_terms")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_service_credit_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_credit")),
        sa.UniqueConstraint("agreement_id", "cause_key", name=op.f("uq_service_credit_agreement_id_cause_key")),
    )
    op.create_index(
        "ix_service_credit_open",
        "service_credit",
        ["agreement_id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.create_index(
        op.f("ix_service_credit_workspace_id_agreement_id_given_at"),
        "service_credit",
        ["workspace_id", "agreement_id", "given_at"],
        unique=False,
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("signed_by", sa.String(length=80), nullable=False),
        sa.Column("signed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_signature_terms_id_terms")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_signature_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("terms_id", "party", name=op.f("uq_signature_terms_id_party")),
    )
    op.create_table(
        "strike",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("terms_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cause_key", sa.String(length=300), nullable=False),
        sa.Column("party", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=True),
        sa.Column("tier", sa.String(length=80), nullable=True),
        sa.Column("person", sa.String(length=200), nullable=True),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("leads", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("opened_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("since_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("diagnosis_due_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("instead_of", sa.String(length=80), nullable=True),
        sa.Column("decay", sa.Integer(), nullable=True),
        sa.Column("ended_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("next_call_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_strike_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_strike_terms_id_terms")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_strike_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strike")),
        sa.UniqueConstraint("agreement_id", "cause_key", name=op.f("uq_strike_agreement_id_cause_key")),
    )
    op.create_index(
        "ix_strike_call",
        "strike",
        ["next_call_at"],
        unique=False,
        sqlite_where=sa.text("next_call_at IS NOT NULL"),
        postgresql_where=sa.text("next_call_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_strike_workspace_id_agreement_id_opened_at"),
        "strike",
        ["workspace_id", "agreement_id", "opened_at"],
        unique=False,
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dedup_key", sa.String(length=200), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("logged_by", sa.String(length=200), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("connected", sa.Boolean(), nullable=False),
        sa.Column("automated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_attempt_lead_id_lead")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_attempt_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("lead_id", "dedup_key", name=op.f("uq_attempt_lead_id_dedup_key")),
    )
    op.create_index(op.f("ix_attempt_lead_id_at"), "attempt", ["lead_id", "at"], unique=False)
    op.create_table(
        "deal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("dedup_key", sa.String(length=200), nullable=False),
        sa.Column("closed_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("revenue", base.Exact(), nullable=False),
        sa.Column("tier", sa.String(length=80), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_deal_agreement_id_agreement")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_deal_lead_id_lead")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_deal_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
        sa.UniqueConstraint("agreement_id", "dedup_key", name=op.f("uq_deal_agreement_id_dedup_key")),
        sa.UniqueConstraint("lead_id", name=op.f("uq_deal_lead_id")),
    )
    op.create_index(
        "ix_deal_figures",
        "deal",
        ["agreement_id", "closed_on", "tier", "closed_at", "lead_id", "revenue"],
        unique=False,
    )
    op.create_table(
        "diagnosis",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("strike_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("by_date", sa.Date(), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("written_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["strike_id"], ["strike.id"], name=op.f("fk_diagnosis_strike_id_strike")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_diagnosis_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
        sa.UniqueConstraint("strike_id", name=op.f("uq_diagnosis_strike_id")),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("due_before", base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_hold_lead_id_lead")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_hold_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(op.f("ix_hold_lead_id"), "hold", ["lead_id"], unique=False)
    op.create_table(
        "make_up_payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("amount", base.Exact(), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["make_up.id"], name=op.f("fk_make_up_payment_plan_id_make_up")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_make_up_payment_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_up_payment")),
        sa.UniqueConstraint("plan_id", "period", name=op.f("uq_make_up_payment_plan_id_period")),
    )
    op.create_table(
        "nurtured_lead",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dedup_key", sa.String(length=200), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("tier", sa.String(length=80), nullable=True),
        sa.Column("value", base.Exact(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("rep", sa.String(length=200), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("activity", sa.Integer(), nullable=True),
        sa.Column("since_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("updated_at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("handed_off_at", base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_nurtured_lead_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_nurtured_lead_lead_id_lead")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_nurtured_lead_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nurtured_lead")),
        sa.UniqueConstraint("agreement_id", "dedup_key", name=op.f("uq_nurtured_lead_agreement_id_dedup_key")),
    )
    op.create_index(
        "ix_nurtured_lead_waits",
        "nurtured_lead",
        ["agreement_id", "since_at"],
        unique=False,
        sqlite_where=sa.text("lead_id IS NULL"),
        postgresql_where=sa.text("lead_id IS NULL"),
    )
    op.create_table(
        "pass_on",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("old_rep", sa.String(length=200), nullable=True),
        sa.Column("new_rep", sa.String(length=200), nullable=True),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_pass_on_lead_id_lead")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_pass_on_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_on")),
        sa.UniqueConstraint("lead_id", "number", name=op.f("uq_pass_on_lead_id_number")),
    )
    op.create_index(
        op.f("ix_pass_on_workspace_id_old_rep_at"), "pass_on", ["workspace_id", "old_rep", "at"], unique=False
    )
    op.create_table(
        "returned_lead",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_returned_lead_lead_id_lead")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_returned_lead_workspace_id_workspace")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned_lead")),
        sa.UniqueConstraint("lead_id", name=op.f("uq_returned_lead_lead_id")),
    )
    op.create_table(
        "strike_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("strike_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("at", base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("excuse", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["strike_id"], ["strike.id"], name=op.f("fk_strike_step_strike_id_strike")),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=op.f("fk_strike_step_workspace_id_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strike_step")),
        sa.UniqueConstraint("strike_id", "step", name=op.f("uq_strike_step_strike_id_step")),
    )


def downgrade() -> None:  # noqa: PLR0915 - a statement for each table
    op.drop_table("strike_step")
    op.drop_table("returned_lead")
    op.drop_index(op.f("ix_pass_on_workspace_id_old_rep_at"), table_name="pass_on")
    op.drop_table("pass_on")
    op.drop_index(
        "ix_nurtured_lead_waits",
        table_name="nurtured_lead",
        sqlite_where=sa.text("lead_id IS NULL"),
        postgresql_where=sa.text("lead_id IS NULL"),
    )
    op.drop_table("nurtured_lead")
    op.drop_table("make_up_payment")
    op.drop_index(op.f("ix_hold_lead_id"), table_name="hold")
    op.drop_table("hold")
    op.drop_table("diagnosis")
    op.drop_index("ix_deal_figures", table_name="deal")
    op.drop_table("deal")
    op.drop_index(op.f("ix_attempt_lead_id_at"), table_name="attempt")
    op.drop_table("attempt")
    op.drop_index(op.f("ix_strike_workspace_id_agreement_id_opened_at"), table_name="strike")
    op.drop_index(
        "ix_strike_call",
        table_name="strike",
        sqlite_where=sa.text("next_call_at IS NOT NULL"),
        postgresql_where=sa.text("next_call_at IS NOT NULL"),
    )
    op.drop_table("strike")
    op.drop_table("signature")
    op.drop_index(op.f("ix_service_credit_workspace_id_agreement_id_given_at"), table_name="service_credit")
    op.drop_index(
        "ix_service_credit_open",
        table_name="service_credit",
        sqlite_where=sa.text("settled_at IS NULL AND withdrawn_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL AND withdrawn_at IS NULL"),
    )
    op.drop_table("service_credit")
    op.drop_table("send_attempt")
    op.drop_table("review_decision")
    op.drop_index(op.f("ix_proposal_remark_terms_id"), table_name="proposal_remark")
    op.drop_table("proposal_remark")
    op.drop_index(
        "ix_make_up_stands",
        table_name="make_up",
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.drop_table("make_up")
    op.drop_index(
        "ix_lead_waiting",
        table_name="lead",
        sqlite_where=sa.text("first_attempt_at IS NULL AND closed_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("first_attempt_at IS NULL AND closed_at IS NULL AND returned_at IS NULL"),
    )
    op.drop_index("ix_lead_rep", table_name="lead")
    op.drop_index(
        "ix_lead_open_rep",
        table_name="lead",
        sqlite_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
    )
    op.drop_index(
        "ix_lead_open_name",
        table_name="lead",
        sqlite_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND returned_at IS NULL"),
    )
    op.drop_index(
        "ix_lead_figures",
        table_name="lead",
        sqlite_where=sa.text("came_of IS NULL"),
        postgresql_where=sa.text("came_of IS NULL"),
    )
    op.drop_index(
        "ix_lead_external_id",
        table_name="lead",
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.drop_index(
        "ix_lead_breached",
        table_name="lead",
        sqlite_where=sa.text("breached_at IS NOT NULL"),
        postgresql_where=sa.text("breached_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_lead_breach_due",
        table_name="lead",
        sqlite_where=sa.text("breach_due_at IS NOT NULL"),
        postgresql_where=sa.text("breach_due_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_lead_alert_due",
        table_name="lead",
        sqlite_where=sa.text("next_alert_at IS NOT NULL"),
        postgresql_where=sa.text("next_alert_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_lead_again_of",
        table_name="lead",
        sqlite_where=sa.text("again_of IS NOT NULL"),
        postgresql_where=sa.text("again_of IS NOT NULL"),
    )
    op.drop_index(
        "ix_customer_figures",
        table_name="lead",
        sqlite_where=sa.text("came_of IS NOT NULL"),
        postgresql_where=sa.text("came_of IS NOT NULL"),
    )
    op.drop_index(
        "ix_customer_came_of",
        table_name="lead",
        sqlite_where=sa.text("came_of IS NOT NULL"),
        postgresql_where=sa.text("came_of IS NOT NULL"),
    )
    op.drop_table("lead")
    op.drop_index(
        "ix_duty_remind_due_at",
        table_name="duty",
        sqlite_where=sa.text("remind_due_at IS NOT NULL"),
        postgresql_where=sa.text("remind_due_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_duty_miss_due_at",
        table_name="duty",
        sqlite_where=sa.text("miss_due_at IS NOT NULL"),
        postgresql_where=sa.text("miss_due_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_duty_mend_due_at",
        table_name="duty",
        sqlite_where=sa.text("mend_due_at IS NOT NULL"),
        postgresql_where=sa.text("mend_due_at IS NOT NULL"),
    )
    op.drop_index(op.f("ix_duty_agreement_id_on"), table_name="duty")
    op.drop_index(op.f("ix_duty_agreement_id_done_on"), table_name="duty")
    op.drop_table("duty")
    op.drop_table("closed_period")
    op.drop_table("cancellation")
    op.drop_index(op.f("ix_buy_in_agreement_id"), table_name="buy_in")
    op.drop_table("buy_in")
    op.drop_index(
        "ix_terms_step_due",
        table_name="terms",
        sqlite_where=sa.text("next_step_at IS NOT NULL"),
        postgresql_where=sa.text("next_step_at IS NOT NULL"),
    )
    op.drop_table("terms")
    op.drop_index(op.f("ix_outbox_obligation_id"), table_name="outbox")
    op.drop_index(
        "ix_outbox_edit",
        table_name="outbox",
        sqlite_where=sa.text("edit_at IS NOT NULL"),
        postgresql_where=sa.text("edit_at IS NOT NULL"),
    )
    op.drop_index("ix_outbox_due", table_name="outbox")
    op.drop_index(
        "ix_outbox_conv",
        table_name="outbox",
        sqlite_where=sa.text("state IN ('pending', 'sending', 'doubt')"),
        postgresql_where=sa.text("state IN ('pending', 'sending', 'doubt')"),
    )
    op.drop_index(op.f("ix_outbox_bundle_id"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_friction_note_agreement_id_at"), table_name="friction_note")
    op.drop_table("friction_note")
    op.drop_table("day")
    op.drop_table("set_up")
    op.drop_index(op.f("ix_person_workspace_id_name"), table_name="person")
    op.drop_index(op.f("ix_person_workspace_id_handle"), table_name="person")
    op.drop_index(op.f("ix_person_workspace_id_email"), table_name="person")
    op.drop_table("person")
    op.drop_table("own_hours")
    op.drop_index(op.f("ix_obligation_workspace_id_subject"), table_name="obligation")
    op.drop_table("obligation")
    op.drop_index(op.f("ix_leave_workspace_id_person_ends_at"), table_name="leave")
    op.drop_index(
        "ix_leave_call",
        table_name="leave",
        sqlite_where=sa.text("next_leave_at IS NOT NULL"),
        postgresql_where=sa.text("next_leave_at IS NOT NULL"),
    )
    op.drop_table("leave")
    op.drop_table("lease")
    op.drop_index(op.f("ix_inbox_received_at"), table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("gate")
    op.drop_table("channel")
    op.drop_index(op.f("ix_audit_workspace_id_agreement_id_id"), table_name="audit")
    op.drop_table("audit")
    op.drop_index(op.f("ix_agreement_workspace_id_channel"), table_name="agreement")
    op.drop_index(
        "ix_agreement_pacing_due",
        table_name="agreement",
        sqlite_where=sa.text("next_pacing_at IS NOT NULL"),
        postgresql_where=sa.text("next_pacing_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_agreement_close_due",
        table_name="agreement",
        sqlite_where=sa.text("next_close_at IS NOT NULL"),
        postgresql_where=sa.text("next_close_at IS NOT NULL"),
    )
    op.drop_table("agreement")
    op.drop_table("workspace")
