using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Campaigns.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "action",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    signature_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    is_customised = table.Column<bool>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    rung = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    self_reported_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    proved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    proof_url = table.Column<string>(type: "TEXT", nullable: true),
                    cancelled_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_action", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    actor_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    count = table.Column<int>(type: "INTEGER", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true),
                    network = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "campaign_count",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    online = table.Column<int>(type: "INTEGER", nullable: false),
                    paper = table.Column<int>(type: "INTEGER", nullable: false),
                    counted_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_count", x => x.campaign_id);
                });

            migrationBuilder.CreateTable(
                name: "consent",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    signature_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    is_granted = table.Column<bool>(type: "INTEGER", nullable: false),
                    wording_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    page = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent", x => new { x.signature_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "consent_wording",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    first_used_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_wording", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "count_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    signature_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    delta = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_count_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_key",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_key", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    idempotency_key = table.Column<string>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    signature_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    staff_user_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    action_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    mailing_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    social_account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    recipient_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    recipient_domain = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    resends = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    policy_refusals = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    lease_losses = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    told_in_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    lease_token = table.Column<Guid>(type: "TEXT", nullable: true),
                    message_id = table.Column<string>(type: "TEXT", nullable: false),
                    bounce_token = table.Column<string>(type: "TEXT", nullable: true),
                    reply_code = table.Column<int>(type: "INTEGER", nullable: true),
                    enhanced_code = table.Column<string>(type: "TEXT", nullable: true),
                    reply_text = table.Column<string>(type: "TEXT", nullable: true),
                    external_id = table.Column<string>(type: "TEXT", nullable: true),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    bounced_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    bounce_code = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery", x => x.id);
                    table.CheckConstraint("ck_delivery_claimable", "next_attempt_at IS NULL OR state IN ('Pending', 'Sending')");
                });

            migrationBuilder.CreateTable(
                name: "delivery_attempt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    delivery_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    reply_code = table.Column<int>(type: "INTEGER", nullable: true),
                    enhanced_code = table.Column<string>(type: "TEXT", nullable: true),
                    reply_text = table.Column<string>(type: "TEXT", nullable: true),
                    worker = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_attempt", x => new { x.delivery_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "delivery_worker",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    in_flight = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_worker", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "email_domain_rule",
                columns: table => new
                {
                    pattern = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    strip_characters = table.Column<string>(type: "TEXT", nullable: false),
                    strip_from = table.Column<string>(type: "TEXT", nullable: true),
                    alias_of = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_email_domain_rule", x => x.pattern);
                });

            migrationBuilder.CreateTable(
                name: "installation_secret",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_installation_secret", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "job_lease",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_run_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_succeeded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_lease", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "kept_signature",
                columns: table => new
                {
                    signature_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text_version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kept_signature", x => new { x.signature_id, x.text_version_id });
                });

            migrationBuilder.CreateTable(
                name: "lane",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    connect_failures = table.Column<int>(type: "INTEGER", nullable: false),
                    open_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    our_faults = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    paused_reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lane", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "limit_counter",
                columns: table => new
                {
                    key = table.Column<Guid>(type: "TEXT", nullable: false),
                    burst = table.Column<int>(type: "INTEGER", nullable: false),
                    burst_until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sustained = table.Column<int>(type: "INTEGER", nullable: false),
                    sustained_until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_counter", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "limit_rule",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    burst = table.Column<int>(type: "INTEGER", nullable: false),
                    burst_seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    sustained = table.Column<int>(type: "INTEGER", nullable: false),
                    sustained_seconds = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_limit_rule", x => x.name);
                    table.CheckConstraint("ck_limit_rule_windows", "burst > 0 AND sustained >= burst AND sustained_seconds >= burst_seconds AND burst_seconds > 0");
                });

            migrationBuilder.CreateTable(
                name: "mail_setup",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<Guid>(type: "TEXT", nullable: false),
                    sender = table.Column<string>(type: "TEXT", nullable: true),
                    return_path_domain = table.Column<string>(type: "TEXT", nullable: true),
                    host = table.Column<string>(type: "TEXT", nullable: true),
                    port = table.Column<int>(type: "INTEGER", nullable: false),
                    security = table.Column<string>(type: "TEXT", nullable: false),
                    user = table.Column<string>(type: "TEXT", nullable: true),
                    sealed_password = table.Column<string>(type: "TEXT", nullable: true),
                    connections = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_setup", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "media",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    width = table.Column<int>(type: "INTEGER", nullable: true),
                    height = table.Column<int>(type: "INTEGER", nullable: true),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    uploaded_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "organisation",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    about = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    contact_email = table.Column<string>(type: "TEXT", nullable: true),
                    privacy_url = table.Column<string>(type: "TEXT", nullable: true),
                    brand_colour = table.Column<string>(type: "TEXT", nullable: true),
                    logo_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    languages = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: true),
                    set_up_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    saved_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "paper_count",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    collected_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    collector = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_paper_count", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reach_count",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hour = table.Column<DateTime>(type: "TEXT", nullable: false),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    rung = table.Column<string>(type: "TEXT", nullable: false),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reach_count", x => new { x.campaign_id, x.hour, x.step, x.channel, x.rung, x.target_id, x.message_id, x.language, x.source, x.generation });
                });

            migrationBuilder.CreateTable(
                name: "reach_drift",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    counted = table.Column<int>(type: "INTEGER", nullable: false),
                    rebuilt = table.Column<int>(type: "INTEGER", nullable: false),
                    found_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reach_drift", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "share_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    signature_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    visits = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    robot_visits = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "share_visit",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hour = table.Column<DateTime>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    generation = table.Column<int>(type: "INTEGER", nullable: false),
                    visits = table.Column<int>(type: "INTEGER", nullable: false),
                    robot_visits = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_visit", x => new { x.campaign_id, x.hour, x.channel, x.language, x.generation });
                });

            migrationBuilder.CreateTable(
                name: "signature",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text_version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    email_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: false),
                    postcode = table.Column<string>(type: "TEXT", nullable: true),
                    comment = table.Column<string>(type: "TEXT", nullable: true),
                    show_name = table.Column<bool>(type: "INTEGER", nullable: false),
                    wants_updates = table.Column<bool>(type: "INTEGER", nullable: false),
                    network = table.Column<string>(type: "TEXT", nullable: true),
                    share_link_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    generation = table.Column<int>(type: "INTEGER", nullable: false, defaultValue: 0),
                    source = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false, defaultValue: ""),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    erased_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    state_reason = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state_changed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    supporter_number = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signature", x => x.id);
                    table.CheckConstraint("ck_signature_confirmed", "state <> 'Confirmed' OR confirmed_at IS NOT NULL");
                });

            migrationBuilder.CreateTable(
                name: "spent_challenge",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spent_challenge", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "staff_role",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_role", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff_user",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    invited_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    invited_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    password_set_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_sign_in_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    app_set_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    deactivated_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    first_steps_hidden_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_user", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "supporter",
                columns: table => new
                {
                    email_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    first_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    mails = table.Column<int>(type: "INTEGER", nullable: false),
                    mails_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    actions = table.Column<int>(type: "INTEGER", nullable: false),
                    actions_since = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_supporter", x => x.email_key);
                });

            migrationBuilder.CreateTable(
                name: "suppression",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    recipient_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_suppression", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "media_content",
                columns: table => new
                {
                    media_file_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_media_content", x => x.media_file_id);
                    table.ForeignKey(
                        name: "fk_media_content_media_media_file_id",
                        column: x => x.media_file_id,
                        principalTable: "media",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_role_claim",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    role_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_role_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_role_claim_staff_role_role_id",
                        column: x => x.role_id,
                        principalTable: "staff_role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "campaign",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    owner_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    edited_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    opens_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closes_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    fixed_goal = table.Column<int>(type: "INTEGER", nullable: true),
                    follow_up_url = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    follow_up_redirects = table.Column<bool>(type: "INTEGER", nullable: false),
                    removed_reason = table.Column<string>(type: "TEXT", nullable: true),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    test_run = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_sample = table.Column<bool>(type: "INTEGER", nullable: false),
                    asks_comment = table.Column<bool>(type: "INTEGER", nullable: false),
                    steps = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    tried = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    letter_way = table.Column<string>(type: "TEXT", nullable: false),
                    target_choice = table.Column<string>(type: "TEXT", nullable: false),
                    area_fallback = table.Column<string>(type: "TEXT", nullable: false),
                    embed_origins = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign", x => x.id);
                    table.ForeignKey(
                        name: "fk_campaign_staff_user_owner_id",
                        column: x => x.owner_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "staff_passkey",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_passkey", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_staff_passkey_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ticket = table.Column<byte[]>(type: "BLOB", nullable: false),
                    browser = table.Column<string>(type: "TEXT", nullable: true),
                    system = table.Column<string>(type: "TEXT", nullable: true),
                    network = table.Column<string>(type: "TEXT", nullable: true),
                    began_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_session", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_session_staff_user_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_user_claim",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_user_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_user_claim_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_user_login",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_user_login", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_staff_user_login_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_user_role",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_user_role", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_staff_user_role_staff_role_role_id",
                        column: x => x.role_id,
                        principalTable: "staff_role",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_staff_user_role_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_user_token",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_user_token", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_staff_user_token_staff_user_user_id",
                        column: x => x.user_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "campaign_share",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    shared_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_share", x => new { x.campaign_id, x.staff_id });
                    table.ForeignKey(
                        name: "fk_campaign_share_campaign_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaign",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_campaign_share_staff_user_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "campaign_text",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    is_original = table.Column<bool>(type: "INTEGER", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    picture = table.Column<string>(type: "TEXT", nullable: true),
                    picture_alt = table.Column<string>(type: "TEXT", nullable: true),
                    picture_credit = table.Column<string>(type: "TEXT", nullable: true),
                    card_is_picture = table.Column<bool>(type: "INTEGER", nullable: false),
                    goal_reason = table.Column<string>(type: "TEXT", nullable: true),
                    status_note = table.Column<string>(type: "TEXT", nullable: true),
                    what_happens_next = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    hours = table.Column<string>(type: "TEXT", nullable: true),
                    background = table.Column<string>(type: "TEXT", nullable: true),
                    pictures_url = table.Column<string>(type: "TEXT", nullable: true),
                    pictures_licence = table.Column<string>(type: "TEXT", nullable: true),
                    mails = table.Column<string>(type: "TEXT", nullable: false),
                    visibility = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_campaign_text", x => x.id);
                    table.ForeignKey(
                        name: "fk_campaign_text_campaign_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaign",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "edited_section",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    section = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    saved_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    opened_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    open_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    taken_from = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_edited_section", x => new { x.campaign_id, x.section, x.language });
                    table.ForeignKey(
                        name: "fk_edited_section_campaign_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaign",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    replaced_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    translation_of = table.Column<Guid>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message", x => x.id);
                    table.ForeignKey(
                        name: "fk_message_campaign_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaign",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "target",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: true),
                    organisation = table.Column<string>(type: "TEXT", nullable: true),
                    salutation = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    x_handle = table.Column<string>(type: "TEXT", nullable: true),
                    facebook_url = table.Column<string>(type: "TEXT", nullable: true),
                    country = table.Column<string>(type: "TEXT", nullable: true),
                    area = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: true),
                    mail = table.Column<string>(type: "TEXT", nullable: false),
                    removed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_target", x => x.id);
                    table.ForeignKey(
                        name: "fk_target_campaign_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaign",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "unsaved_text",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    section = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_unsaved_text", x => new { x.campaign_id, x.section, x.language, x.staff_id });
                    table.ForeignKey(
                        name: "fk_unsaved_text_campaign_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaign",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_unsaved_text_staff_user_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_user",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "claim",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    asked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    asked_how = table.Column<string>(type: "TEXT", nullable: true),
                    answer_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    answered_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    answer_entry_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_claim_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "former_slug",
                columns: table => new
                {
                    slug = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    left_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_former_slug", x => x.slug);
                    table.ForeignKey(
                        name: "fk_former_slug_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mistake_report",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    claim_key = table.Column<string>(type: "TEXT", nullable: true),
                    source_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    link = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    email_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_by_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mistake_report", x => x.id);
                    table.ForeignKey(
                        name: "fk_mistake_report_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outdated_words",
                columns: table => new
                {
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outdated_words", x => new { x.campaign_text_id, x.field });
                    table.ForeignKey(
                        name: "fk_outdated_words_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "source",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    publisher = table.Column<string>(type: "TEXT", nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    archived_url = table.Column<string>(type: "TEXT", nullable: true),
                    copy = table.Column<string>(type: "TEXT", nullable: true),
                    removed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    removed_reason = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source", x => x.id);
                    table.ForeignKey(
                        name: "fk_source_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "text_draft",
                columns: table => new
                {
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    headline = table.Column<string>(type: "TEXT", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    story = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    picture = table.Column<string>(type: "TEXT", nullable: true),
                    picture_alt = table.Column<string>(type: "TEXT", nullable: true),
                    picture_credit = table.Column<string>(type: "TEXT", nullable: true),
                    card_is_picture = table.Column<bool>(type: "INTEGER", nullable: false),
                    goal_reason = table.Column<string>(type: "TEXT", nullable: true),
                    what_happens_next = table.Column<string>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", nullable: true),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    hours = table.Column<string>(type: "TEXT", nullable: true),
                    background = table.Column<string>(type: "TEXT", nullable: true),
                    pictures_url = table.Column<string>(type: "TEXT", nullable: true),
                    pictures_licence = table.Column<string>(type: "TEXT", nullable: true),
                    mails = table.Column<string>(type: "TEXT", nullable: false),
                    edited_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_text_draft", x => x.campaign_text_id);
                    table.ForeignKey(
                        name: "fk_text_draft_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "text_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    headline = table.Column<string>(type: "TEXT", nullable: false),
                    summary = table.Column<string>(type: "TEXT", nullable: false),
                    story = table.Column<string>(type: "TEXT", nullable: false),
                    change = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_text_version", x => x.id);
                    table.ForeignKey(
                        name: "fk_text_version_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "timeline_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    correction = table.Column<string>(type: "TEXT", nullable: true),
                    source_url = table.Column<string>(type: "TEXT", nullable: true),
                    target_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_timeline_entry", x => x.id);
                    table.ForeignKey(
                        name: "fk_timeline_entry_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "target_text",
                columns: table => new
                {
                    target_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign_text_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_target_text", x => new { x.target_id, x.campaign_text_id });
                    table.ForeignKey(
                        name: "fk_target_text_campaign_text_campaign_text_id",
                        column: x => x.campaign_text_id,
                        principalTable: "campaign_text",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_target_text_target_target_id",
                        column: x => x.target_id,
                        principalTable: "target",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "email_domain_rule",
                columns: new[] { "pattern", "alias_of", "position", "strip_characters", "strip_from" },
                values: new object[,]
                {
                    { "*", null, 1000, "", "+" },
                    { "gmail.com", null, 20, ".", "+" },
                    { "googlemail.com", "gmail.com", 10, "", null }
                });

            migrationBuilder.InsertData(
                table: "lane",
                columns: new[] { "name", "connect_failures", "open_until", "our_faults", "paused_at", "paused_reason" },
                values: new object[] { "mail", 0, null, 0, null, null });

            migrationBuilder.InsertData(
                table: "limit_rule",
                columns: new[] { "name", "burst", "burst_seconds", "sustained", "sustained_seconds" },
                values: new object[,]
                {
                    { "campaign-confirmations", 5000, 3600, 100000, 86400 },
                    { "campaign-mistakes", 100, 3600, 500, 86400 },
                    { "link-tokens", 30, 600, 1000, 86400 },
                    { "mail-tests", 20, 86400, 20, 86400 },
                    { "manage-links", 3, 86400, 3, 86400 },
                    { "mistake-mails", 1, 3600, 24, 86400 },
                    { "mistake-reports", 5, 600, 20, 86400 },
                    { "password-links", 3, 86400, 3, 86400 },
                    { "person-actions", 30, 86400, 30, 86400 },
                    { "person-mails", 5, 86400, 5, 86400 },
                    { "sign-in", 20, 900, 200, 86400 },
                    { "signing-address", 20, 300, 300, 86400 },
                    { "signing-range", 300, 600, 5000, 86400 },
                    { "staff-exports", 5, 86400, 5, 86400 },
                    { "target-letters", 30, 3600, 720, 86400 },
                    { "visitor-actions", 60, 600, 1000, 86400 }
                });

            migrationBuilder.InsertData(
                table: "staff_role",
                columns: new[] { "id", "concurrency_stamp", "name", "normalized_name" },
                values: new object[,]
                {
                    { new Guid("00000000-0000-7000-8000-000000000001"), "role-1", "Viewer", "VIEWER" },
                    { new Guid("00000000-0000-7000-8000-000000000002"), "role-2", "Analyst", "ANALYST" },
                    { new Guid("00000000-0000-7000-8000-000000000003"), "role-3", "Organiser", "ORGANISER" },
                    { new Guid("00000000-0000-7000-8000-000000000004"), "role-4", "Publisher", "PUBLISHER" },
                    { new Guid("00000000-0000-7000-8000-000000000005"), "role-5", "Exporter", "EXPORTER" },
                    { new Guid("00000000-0000-7000-8000-000000000006"), "role-6", "Admin", "ADMIN" }
                });

            migrationBuilder.CreateIndex(
                name: "ix_action_campaign_id_started_at",
                table: "action",
                columns: new[] { "campaign_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_action_proof_url",
                table: "action",
                column: "proof_url",
                unique: true,
                filter: "proof_url IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_action_unit",
                table: "action",
                columns: new[] { "signature_id", "step", "channel", "target_id" },
                unique: true,
                filter: "signature_id IS NOT NULL AND target_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ux_action_unit_without_target",
                table: "action",
                columns: new[] { "signature_id", "step", "channel" },
                unique: true,
                filter: "signature_id IS NOT NULL AND target_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_actor_id_id",
                table: "audit_entry",
                columns: new[] { "actor_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_at",
                table: "audit_entry",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_subject_id",
                table: "audit_entry",
                columns: new[] { "subject", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_campaign_owner_id",
                table: "campaign",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_campaign_status",
                table: "campaign",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_campaign_share_staff_id",
                table: "campaign_share",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_campaign_text_campaign_id_language",
                table: "campaign_text",
                columns: new[] { "campaign_id", "language" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_campaign_text_slug",
                table: "campaign_text",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_campaign_text_id_key",
                table: "claim",
                columns: new[] { "campaign_text_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_count_change_campaign_id",
                table: "count_change",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_action_id",
                table: "delivery",
                column: "action_id",
                filter: "action_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_bounce_token",
                table: "delivery",
                column: "bounce_token",
                unique: true,
                filter: "bounce_token IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_bounced",
                table: "delivery",
                column: "campaign_id",
                filter: "bounced_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_claim",
                table: "delivery",
                columns: new[] { "priority", "next_attempt_at", "id" },
                filter: "next_attempt_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_idempotency_key",
                table: "delivery",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_delivery_mailing_id_recipient_key",
                table: "delivery",
                columns: new[] { "mailing_id", "recipient_key" },
                unique: true,
                filter: "mailing_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_parked",
                table: "delivery",
                columns: new[] { "target_id", "id" },
                filter: "target_id IS NOT NULL AND next_attempt_at IS NULL AND attempts = 0");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_signature_id",
                table: "delivery",
                column: "signature_id");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_target",
                table: "delivery",
                columns: new[] { "target_id", "next_attempt_at" },
                filter: "target_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_unsent",
                table: "delivery",
                columns: new[] { "campaign_id", "id" },
                filter: "next_attempt_at IS NULL AND sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_untold",
                table: "delivery",
                column: "id",
                filter: "target_id IS NOT NULL AND next_attempt_at IS NULL AND attempts > 0 AND told_in_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_former_slug_campaign_text_id",
                table: "former_slug",
                column: "campaign_text_id");

            migrationBuilder.CreateIndex(
                name: "ix_media_campaign_id_sha256",
                table: "media",
                columns: new[] { "campaign_id", "sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_media_name",
                table: "media",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_campaign_id_step_language",
                table: "message",
                columns: new[] { "campaign_id", "step", "language" });

            migrationBuilder.CreateIndex(
                name: "ix_mistake_report_campaign_id_state",
                table: "mistake_report",
                columns: new[] { "campaign_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_mistake_report_campaign_text_id",
                table: "mistake_report",
                column: "campaign_text_id");

            migrationBuilder.CreateIndex(
                name: "ix_paper_count_campaign_id",
                table: "paper_count",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_reach_drift_campaign_id",
                table: "reach_drift",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_share_link_campaign_id",
                table: "share_link",
                column: "campaign_id");

            migrationBuilder.CreateIndex(
                name: "ix_share_link_code",
                table: "share_link",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_share_link_signature_id",
                table: "share_link",
                column: "signature_id");

            migrationBuilder.CreateIndex(
                name: "ix_signature_campaign_id_email_key",
                table: "signature",
                columns: new[] { "campaign_id", "email_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signature_campaign_id_state_id",
                table: "signature",
                columns: new[] { "campaign_id", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_signature_share_link_id",
                table: "signature",
                column: "share_link_id",
                filter: "share_link_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_signature_tests",
                table: "signature",
                column: "campaign_id",
                filter: "is_test");

            migrationBuilder.CreateIndex(
                name: "ix_source_campaign_text_id_key",
                table: "source",
                columns: new[] { "campaign_text_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_passkey_user_id",
                table: "staff_passkey",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "role_name_index",
                table: "staff_role",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_role_claim_role_id",
                table: "staff_role_claim",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_session_expires_at",
                table: "staff_session",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_staff_session_key",
                table: "staff_session",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_session_staff_id",
                table: "staff_session",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "staff_user",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "staff_user",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_staff_user_claim_user_id",
                table: "staff_user_claim",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_user_login_user_id",
                table: "staff_user_login",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_user_role_role_id",
                table: "staff_user_role",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_suppression_recipient_key",
                table: "suppression",
                column: "recipient_key");

            migrationBuilder.CreateIndex(
                name: "ix_target_campaign_id_number",
                table: "target",
                columns: new[] { "campaign_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_target_text_campaign_text_id",
                table: "target_text",
                column: "campaign_text_id");

            migrationBuilder.CreateIndex(
                name: "ix_text_version_campaign_text_id_number",
                table: "text_version",
                columns: new[] { "campaign_text_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_timeline_entry_campaign_text_id_number",
                table: "timeline_entry",
                columns: new[] { "campaign_text_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_unsaved_text_staff_id",
                table: "unsaved_text",
                column: "staff_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "action");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "campaign_count");

            migrationBuilder.DropTable(
                name: "campaign_share");

            migrationBuilder.DropTable(
                name: "claim");

            migrationBuilder.DropTable(
                name: "consent");

            migrationBuilder.DropTable(
                name: "consent_wording");

            migrationBuilder.DropTable(
                name: "count_change");

            migrationBuilder.DropTable(
                name: "data_protection_key");

            migrationBuilder.DropTable(
                name: "delivery");

            migrationBuilder.DropTable(
                name: "delivery_attempt");

            migrationBuilder.DropTable(
                name: "delivery_worker");

            migrationBuilder.DropTable(
                name: "edited_section");

            migrationBuilder.DropTable(
                name: "email_domain_rule");

            migrationBuilder.DropTable(
                name: "former_slug");

            migrationBuilder.DropTable(
                name: "installation_secret");

            migrationBuilder.DropTable(
                name: "job_lease");

            migrationBuilder.DropTable(
                name: "kept_signature");

            migrationBuilder.DropTable(
                name: "lane");

            migrationBuilder.DropTable(
                name: "limit_counter");

            migrationBuilder.DropTable(
                name: "limit_rule");

            migrationBuilder.DropTable(
                name: "mail_setup");

            migrationBuilder.DropTable(
                name: "media_content");

            migrationBuilder.DropTable(
                name: "message");

            migrationBuilder.DropTable(
                name: "mistake_report");

            migrationBuilder.DropTable(
                name: "organisation");

            migrationBuilder.DropTable(
                name: "outdated_words");

            migrationBuilder.DropTable(
                name: "paper_count");

            migrationBuilder.DropTable(
                name: "reach_count");

            migrationBuilder.DropTable(
                name: "reach_drift");

            migrationBuilder.DropTable(
                name: "share_link");

            migrationBuilder.DropTable(
                name: "share_visit");

            migrationBuilder.DropTable(
                name: "signature");

            migrationBuilder.DropTable(
                name: "source");

            migrationBuilder.DropTable(
                name: "spent_challenge");

            migrationBuilder.DropTable(
                name: "staff_passkey");

            migrationBuilder.DropTable(
                name: "staff_role_claim");

            migrationBuilder.DropTable(
                name: "staff_session");

            migrationBuilder.DropTable(
                name: "staff_user_claim");

            migrationBuilder.DropTable(
                name: "staff_user_login");

            migrationBuilder.DropTable(
                name: "staff_user_role");

            migrationBuilder.DropTable(
                name: "staff_user_token");

            migrationBuilder.DropTable(
                name: "supporter");

            migrationBuilder.DropTable(
                name: "suppression");

            migrationBuilder.DropTable(
                name: "target_text");

            migrationBuilder.DropTable(
                name: "text_draft");

            migrationBuilder.DropTable(
                name: "text_version");

            migrationBuilder.DropTable(
                name: "timeline_entry");

            migrationBuilder.DropTable(
                name: "unsaved_text");

            migrationBuilder.DropTable(
                name: "media");

            migrationBuilder.DropTable(
                name: "staff_role");

            migrationBuilder.DropTable(
                name: "target");

            migrationBuilder.DropTable(
                name: "campaign_text");

            migrationBuilder.DropTable(
                name: "campaign");

            migrationBuilder.DropTable(
                name: "staff_user");
        }
    }
}
