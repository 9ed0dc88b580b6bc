import Database

/// How the data came to have its shape: an append-only list, a sentence of why each, never edited once released.
///
/// Types are those both engines share. Times are UTC milliseconds (BIGINT), calendar dates are ISO text, truth is 0 or 1.
/// Every table has `workspace_id` first in its key, so that a workspace can move whole; accounts stand above workspaces.
let migrations: [Migration] = [
    Migration(1, "A team sets goals and keeps them: the first schema.", firstSchema),
    Migration(2, "A change of the audit log can be seen: its lines form a chain.", auditChain),
    Migration(3, "Programs come in with tokens, and repeat a request without doing it twice.", tokensAndKeys),
    Migration(
        4, "A workspace may ask for numbers before a goal is committed.",
        ["ALTER TABLE workspace ADD COLUMN asks_for_numbers BIGINT NOT NULL DEFAULT 0 CHECK (asks_for_numbers IN (0, 1))"]),
    Migration(5, "A goal ends with a grade and what was learned, and goes on in another cycle.", closing),
    Migration(6, "What happens can be followed: events stand in the order in which they are read, none skipped.", followedEvents),
    Migration(7, "People agree in advance when to look together, and on what follows then.", thresholds),
    Migration(8, "A goal says what it rests on, and people tell what speaks for it and against it.", assumptions),
    Migration(9, "A number that moves early names those that should follow it.", pairs),
    Migration(10, "A screen on a wall shows a dashboard.", screens),
    Migration(11, "Some goals are looked at together, with a comment each.", reviews),
]

private let reviews: [SQL] = [
    """
    CREATE TABLE review (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        words TEXT NOT NULL DEFAULT '',
        columns TEXT NOT NULL DEFAULT '',
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        version BIGINT NOT NULL DEFAULT 1,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, created_by) REFERENCES person (workspace_id, id)
    )
    """,
    """
    CREATE TABLE review_goal (
        workspace_id TEXT NOT NULL,
        review_id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        comment TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (workspace_id, review_id, goal_id),
        FOREIGN KEY (workspace_id, review_id) REFERENCES review (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX review_goal_goal ON review_goal (workspace_id, goal_id)",
]

/// Ends with its cycle or team, as it would show something else then.
private let screens: [SQL] = [
    """
    CREATE TABLE screen (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        team_id TEXT,
        cycle_id TEXT,
        hash TEXT NOT NULL UNIQUE,
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        shown_at BIGINT,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, team_id) REFERENCES team (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycle (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, created_by) REFERENCES person (workspace_id, id)
    )
    """
]

private let pairs: [SQL] = [
    """
    CREATE TABLE key_result_pair (
        workspace_id TEXT NOT NULL,
        leading_id TEXT NOT NULL,
        lagging_id TEXT NOT NULL,
        PRIMARY KEY (workspace_id, leading_id, lagging_id),
        FOREIGN KEY (workspace_id, leading_id) REFERENCES key_result (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, lagging_id) REFERENCES key_result (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX key_result_pair_lagging ON key_result_pair (workspace_id, lagging_id)",
]

/// A joint action outlives its threshold, so it names it without a foreign key.
private let thresholds: [SQL] = [
    """
    CREATE TABLE threshold (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        key_result_id TEXT,
        rule TEXT NOT NULL,
        days BIGINT NOT NULL CHECK (days BETWEEN 1 AND 60),
        is_open BIGINT NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1)),
        back DOUBLE PRECISION,
        version BIGINT NOT NULL DEFAULT 1,
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, key_result_id) REFERENCES key_result (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX threshold_goal ON threshold (workspace_id, goal_id)",
    """
    CREATE TABLE threshold_person (
        workspace_id TEXT NOT NULL,
        threshold_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        PRIMARY KEY (workspace_id, threshold_id, person_id),
        FOREIGN KEY (workspace_id, threshold_id) REFERENCES threshold (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE joint_action (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        key_result_id TEXT,
        threshold_id TEXT NOT NULL,
        rule TEXT NOT NULL,
        fact_values TEXT NOT NULL DEFAULT '',
        gap DOUBLE PRECISION,
        silence BIGINT NOT NULL DEFAULT 0,
        opened_at BIGINT NOT NULL,
        due_on TEXT NOT NULL,
        decision TEXT CHECK (decision IN ('go on', 'correction', 'new threshold')),
        agreed TEXT NOT NULL DEFAULT '',
        new_rule TEXT,
        closed_by TEXT,
        closed_at BIGINT,
        version BIGINT NOT NULL DEFAULT 1,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, key_result_id) REFERENCES key_result (workspace_id, id) ON DELETE CASCADE,
        CHECK ((decision IS NULL) = (closed_at IS NULL))
    )
    """,
    "CREATE INDEX joint_action_goal ON joint_action (workspace_id, goal_id)",
    "CREATE INDEX joint_action_time ON joint_action (workspace_id, closed_at, due_on)",
    """
    CREATE TABLE joint_view (
        workspace_id TEXT NOT NULL,
        joint_action_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        text TEXT NOT NULL DEFAULT '',
        written_at BIGINT,
        PRIMARY KEY (workspace_id, joint_action_id, person_id),
        FOREIGN KEY (workspace_id, joint_action_id) REFERENCES joint_action (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX joint_view_person ON joint_view (workspace_id, person_id)",
]

/// No foreign key for `carried_from`: the engines share no way to add one of two columns later. Whoever deletes a goal empties it.
private let closing: [SQL] = [
    "ALTER TABLE goal ADD COLUMN grade DOUBLE PRECISION CHECK (grade BETWEEN 0 AND 1)",
    "ALTER TABLE goal ADD COLUMN lesson TEXT",
    "ALTER TABLE goal ADD COLUMN carried_from TEXT",
    "CREATE INDEX goal_carried ON goal (workspace_id, carried_from)",
]

/// Whoever takes an assumption away empties its stories' `assumption_id` and `bearing`: they stay.
private let assumptions: [SQL] = [
    """
    CREATE TABLE assumption (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        key_result_id TEXT,
        belief TEXT NOT NULL,
        because TEXT NOT NULL DEFAULT '',
        wrong_if TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'supported', 'contradicted', 'given up')),
        answer TEXT NOT NULL DEFAULT '',
        version BIGINT NOT NULL DEFAULT 1,
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, key_result_id) REFERENCES key_result (workspace_id, id)
    )
    """,
    "CREATE INDEX assumption_goal ON assumption (workspace_id, goal_id)",
    """
    CREATE TABLE story (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        assumption_id TEXT,
        bearing TEXT CHECK (bearing IN ('supports', 'contradicts')),
        author_id TEXT NOT NULL,
        text TEXT NOT NULL,
        touched TEXT NOT NULL DEFAULT '',
        on_day TEXT NOT NULL,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, assumption_id) REFERENCES assumption (workspace_id, id),
        FOREIGN KEY (workspace_id, author_id) REFERENCES person (workspace_id, id),
        CHECK ((assumption_id IS NULL) = (bearing IS NULL))
    )
    """,
    "CREATE INDEX story_goal ON story (workspace_id, goal_id, on_day)",
    "CREATE INDEX story_assumption ON story (workspace_id, assumption_id)",
]

private let tokensAndKeys: [SQL] = [
    """
    CREATE TABLE token (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        name TEXT NOT NULL,
        scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
        hash TEXT NOT NULL UNIQUE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT,
        last_used_at BIGINT,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX token_person ON token (workspace_id, person_id)",
    """
    CREATE TABLE idempotency (
        workspace_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        made TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, person_id, key),
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX idempotency_time ON idempotency (created_at)",
]

private let firstSchema: [SQL] = [
    """
    CREATE TABLE workspace (
        id TEXT PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT '',
        time_zone TEXT NOT NULL DEFAULT 'UTC',
        language TEXT NOT NULL DEFAULT 'en',
        is_demo BIGINT NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
        at_risk_gap BIGINT NOT NULL DEFAULT 10 CHECK (at_risk_gap BETWEEN 0 AND 100),
        off_track_gap BIGINT NOT NULL DEFAULT 25 CHECK (off_track_gap BETWEEN 0 AND 100),
        rhythm_days BIGINT NOT NULL DEFAULT 7 CHECK (rhythm_days BETWEEN 1 AND 366),
        grace_days BIGINT NOT NULL DEFAULT 3 CHECK (grace_days BETWEEN 0 AND 60),
        statuses_on TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        CHECK (at_risk_gap <= off_track_gap)
    )
    """,
    """
    CREATE TABLE account (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL,
        email_key TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        password TEXT,
        language TEXT NOT NULL DEFAULT 'en',
        time_zone TEXT NOT NULL DEFAULT 'UTC',
        shortcuts BIGINT NOT NULL DEFAULT 1 CHECK (shortcuts IN (0, 1)),
        theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE sign_in (
        token_hash TEXT PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        address TEXT NOT NULL,
        device TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        last_used_at BIGINT NOT NULL
    )
    """,
    "CREATE INDEX sign_in_account ON sign_in (account_id)",
    """
    CREATE TABLE password_reset (
        token_hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        used_at BIGINT
    )
    """,
    """
    CREATE TABLE person (
        workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        name TEXT NOT NULL,
        email TEXT,
        role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
        state TEXT NOT NULL CHECK (state IN ('active', 'placeholder', 'deactivated')),
        folded TEXT NOT NULL,
        last_seen_at BIGINT,
        previous_seen_at BIGINT,
        source_id TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        UNIQUE (workspace_id, account_id)
    )
    """,
    "CREATE INDEX person_account ON person (account_id)",
    """
    CREATE TABLE team (
        workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        parent_id TEXT,
        name TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT '',
        lead_id TEXT,
        folded TEXT NOT NULL,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, parent_id) REFERENCES team (workspace_id, id),
        FOREIGN KEY (workspace_id, lead_id) REFERENCES person (workspace_id, id)
    )
    """,
    """
    CREATE TABLE membership (
        workspace_id TEXT NOT NULL,
        team_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, team_id, person_id),
        FOREIGN KEY (workspace_id, team_id) REFERENCES team (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX membership_person ON membership (workspace_id, person_id)",
    """
    CREATE TABLE invitation (
        workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        token_hash TEXT NOT NULL UNIQUE,
        role TEXT NOT NULL CHECK (role IN ('admin', 'member', 'guest')),
        team_id TEXT,
        person_id TEXT,
        note TEXT NOT NULL DEFAULT '',
        places BIGINT NOT NULL DEFAULT 1 CHECK (places BETWEEN 1 AND 500),
        taken BIGINT NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND places),
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        revoked_at BIGINT,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, team_id) REFERENCES team (workspace_id, id) ON DELETE SET NULL,
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id)
    )
    """,
    """
    CREATE TABLE cycle (
        workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        purpose TEXT NOT NULL DEFAULT '',
        starts_on TEXT NOT NULL,
        ends_on TEXT NOT NULL,
        stage TEXT NOT NULL CHECK (stage IN ('drafting', 'active', 'closing', 'closed')),
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        CHECK (starts_on <= ends_on)
    )
    """,
    """
    CREATE TABLE goal (
        workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        title TEXT NOT NULL,
        why TEXT NOT NULL DEFAULT '',
        team_id TEXT,
        cycle_id TEXT,
        owner_id TEXT,
        visibility TEXT NOT NULL CHECK (visibility IN ('workspace', 'team', 'private')),
        stage TEXT NOT NULL CHECK (stage IN ('draft', 'proposed', 'committed', 'closed')),
        outcome TEXT CHECK (outcome IN ('achieved', 'partly', 'missed', 'dropped', 'carried over')),
        outcome_reason TEXT NOT NULL DEFAULT '',
        starts_on TEXT NOT NULL,
        due_on TEXT NOT NULL,
        rhythm_days BIGINT CHECK (rhythm_days BETWEEN 1 AND 366),
        roll_up TEXT NOT NULL DEFAULT 'automatic' CHECK (roll_up IN ('automatic', 'key results', 'child goals', 'both', 'by hand')),
        hand_progress DOUBLE PRECISION,
        owner_status TEXT CHECK (owner_status IN ('on track', 'at risk', 'off track')),
        owner_status_reason TEXT NOT NULL DEFAULT '',
        folded TEXT NOT NULL,
        progress DOUBLE PRECISION,
        plan TEXT NOT NULL DEFAULT '',
        status TEXT NOT NULL DEFAULT 'not started',
        worst_status TEXT,
        worst_id TEXT,
        confidence BIGINT CHECK (confidence BETWEEN 0 AND 100),
        last_check_in_at BIGINT,
        check_in_count BIGINT NOT NULL DEFAULT 0,
        comment_count BIGINT NOT NULL DEFAULT 0,
        key_result_count BIGINT NOT NULL DEFAULT 0,
        child_count BIGINT NOT NULL DEFAULT 0,
        parent_count BIGINT NOT NULL DEFAULT 0,
        initiative_count BIGINT NOT NULL DEFAULT 0,
        source_id TEXT,
        source_status TEXT,
        source_score TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_by TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        committed_at BIGINT,
        closed_at BIGINT,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, team_id) REFERENCES team (workspace_id, id),
        FOREIGN KEY (workspace_id, cycle_id) REFERENCES cycle (workspace_id, id),
        FOREIGN KEY (workspace_id, owner_id) REFERENCES person (workspace_id, id),
        CHECK (starts_on <= due_on),
        CHECK ((stage = 'closed') = (outcome IS NOT NULL))
    )
    """,
    "CREATE INDEX goal_cycle ON goal (workspace_id, cycle_id)",
    "CREATE INDEX goal_team ON goal (workspace_id, team_id)",
    "CREATE INDEX goal_owner ON goal (workspace_id, owner_id, stage)",
    "CREATE UNIQUE INDEX goal_source ON goal (workspace_id, source_id)",
    """
    CREATE TABLE goal_reader (
        workspace_id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        PRIMARY KEY (workspace_id, goal_id, person_id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE
    )
    """,
    """
    CREATE TABLE goal_link (
        workspace_id TEXT NOT NULL,
        parent_id TEXT NOT NULL,
        child_id TEXT NOT NULL,
        weight DOUBLE PRECISION CHECK (weight BETWEEN 0 AND 100),
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, parent_id, child_id),
        FOREIGN KEY (workspace_id, parent_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, child_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        CHECK (parent_id <> child_id)
    )
    """,
    "CREATE INDEX goal_link_child ON goal_link (workspace_id, child_id, parent_id)",
    """
    CREATE TABLE key_result (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        position BIGINT NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('number', 'done', 'zones')),
        direction TEXT NOT NULL DEFAULT 'increase'
            CHECK (direction IN ('increase', 'decrease', 'keep above', 'keep below', 'within')),
        unit TEXT NOT NULL DEFAULT '',
        decimals BIGINT NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 6),
        baseline DOUBLE PRECISION,
        target DOUBLE PRECISION,
        upper DOUBLE PRECISION,
        zone_commit TEXT NOT NULL DEFAULT '',
        zone_target TEXT NOT NULL DEFAULT '',
        zone_stretch TEXT NOT NULL DEFAULT '',
        value DOUBLE PRECISION,
        reported_at BIGINT,
        previous_value DOUBLE PRECISION,
        owner_id TEXT,
        source TEXT NOT NULL DEFAULT '',
        indicator TEXT CHECK (indicator IN ('leading', 'lagging')),
        serves TEXT CHECK (serves IN ('customer value', 'efficiency', 'strategy')),
        weight DOUBLE PRECISION CHECK (weight BETWEEN 0 AND 100),
        starts_on TEXT NOT NULL,
        due_on TEXT NOT NULL,
        steps TEXT NOT NULL DEFAULT '',
        is_primary BIGINT NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
        folded TEXT NOT NULL,
        source_id TEXT,
        source_status TEXT,
        source_score TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, owner_id) REFERENCES person (workspace_id, id)
    )
    """,
    "CREATE INDEX key_result_goal ON key_result (workspace_id, goal_id, position)",
    "CREATE INDEX key_result_owner ON key_result (workspace_id, owner_id, goal_id)",
    "CREATE UNIQUE INDEX key_result_source ON key_result (workspace_id, source_id)",
    """
    CREATE TABLE initiative (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        key_result_id TEXT,
        title TEXT NOT NULL,
        notes TEXT NOT NULL DEFAULT '',
        owner_id TEXT,
        due_on TEXT,
        effort TEXT CHECK (effort IN ('small', 'medium', 'large')),
        status TEXT NOT NULL CHECK (status IN ('planned', 'doing', 'waiting', 'done', 'dropped')),
        folded TEXT NOT NULL,
        source_id TEXT,
        source_status TEXT,
        source_score TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, key_result_id) REFERENCES key_result (workspace_id, id),
        FOREIGN KEY (workspace_id, owner_id) REFERENCES person (workspace_id, id)
    )
    """,
    "CREATE INDEX initiative_goal ON initiative (workspace_id, goal_id)",
    "CREATE INDEX initiative_owner ON initiative (workspace_id, owner_id)",
    "CREATE UNIQUE INDEX initiative_source ON initiative (workspace_id, source_id)",
    """
    CREATE TABLE milestone (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        initiative_id TEXT,
        title TEXT NOT NULL,
        on_day TEXT NOT NULL,
        reached_on TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, initiative_id) REFERENCES initiative (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX milestone_goal ON milestone (workspace_id, goal_id)",
    """
    CREATE TABLE check_in (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        author_id TEXT NOT NULL,
        confidence BIGINT CHECK (confidence BETWEEN 0 AND 100),
        changed TEXT NOT NULL DEFAULT '',
        surprised TEXT NOT NULL DEFAULT '',
        users_need TEXT NOT NULL DEFAULT '',
        we_need TEXT NOT NULL DEFAULT '',
        progress DOUBLE PRECISION,
        status TEXT NOT NULL,
        comment_count BIGINT NOT NULL DEFAULT 0,
        folded TEXT NOT NULL,
        source_id TEXT,
        form_key TEXT,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, author_id) REFERENCES person (workspace_id, id)
    )
    """,
    "CREATE INDEX check_in_goal ON check_in (workspace_id, goal_id, created_at)",
    "CREATE UNIQUE INDEX check_in_form ON check_in (workspace_id, form_key)",
    "CREATE UNIQUE INDEX check_in_source ON check_in (workspace_id, source_id)",
    """
    CREATE TABLE check_in_value (
        workspace_id TEXT NOT NULL,
        check_in_id TEXT NOT NULL,
        key_result_id TEXT NOT NULL,
        value DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (workspace_id, check_in_id, key_result_id),
        FOREIGN KEY (workspace_id, check_in_id) REFERENCES check_in (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, key_result_id) REFERENCES key_result (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX check_in_value_key_result ON check_in_value (workspace_id, key_result_id)",
    """
    CREATE TABLE comment (
        workspace_id TEXT NOT NULL,
        id TEXT NOT NULL,
        goal_id TEXT NOT NULL,
        check_in_id TEXT,
        author_id TEXT NOT NULL,
        text TEXT NOT NULL,
        folded TEXT NOT NULL,
        form_key TEXT,
        version BIGINT NOT NULL DEFAULT 1,
        created_at BIGINT NOT NULL,
        edited_at BIGINT,
        removed_at BIGINT,
        PRIMARY KEY (workspace_id, id),
        FOREIGN KEY (workspace_id, goal_id) REFERENCES goal (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, check_in_id) REFERENCES check_in (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, author_id) REFERENCES person (workspace_id, id)
    )
    """,
    "CREATE INDEX comment_goal ON comment (workspace_id, goal_id, created_at)",
    "CREATE UNIQUE INDEX comment_form ON comment (workspace_id, form_key)",
    """
    CREATE TABLE mention (
        workspace_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        comment_id TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        seen_at BIGINT,
        PRIMARY KEY (workspace_id, person_id, comment_id),
        FOREIGN KEY (workspace_id, person_id) REFERENCES person (workspace_id, id) ON DELETE CASCADE,
        FOREIGN KEY (workspace_id, comment_id) REFERENCES comment (workspace_id, id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX mention_comment ON mention (workspace_id, comment_id)",
    """
    CREATE TABLE event (
        workspace_id TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        actor_id TEXT,
        goal_id TEXT,
        subject_id TEXT,
        reason TEXT NOT NULL DEFAULT '',
        details TEXT NOT NULL DEFAULT '{}',
        created_at BIGINT NOT NULL,
        PRIMARY KEY (workspace_id, id)
    )
    """,
    "CREATE INDEX event_goal ON event (workspace_id, goal_id, created_at)",
    "CREATE INDEX event_time ON event (workspace_id, created_at)",
    """
    CREATE TABLE audit (
        id TEXT PRIMARY KEY,
        workspace_id TEXT,
        account_id TEXT,
        action TEXT NOT NULL,
        object TEXT NOT NULL DEFAULT '',
        details TEXT NOT NULL DEFAULT '{}',
        address TEXT NOT NULL DEFAULT '',
        request_id TEXT NOT NULL DEFAULT '',
        created_at BIGINT NOT NULL
    )
    """,
    "CREATE INDEX audit_workspace ON audit (workspace_id, created_at)",
]

private let auditChain: [SQL] = [
    "ALTER TABLE audit ADD COLUMN person_id TEXT",
    "ALTER TABLE audit ADD COLUMN actor TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE audit ADD COLUMN seq BIGINT",
    "ALTER TABLE audit ADD COLUMN hash TEXT",
    "CREATE UNIQUE INDEX audit_seq ON audit (seq)",
    "CREATE INDEX audit_account ON audit (account_id, created_at)",
    """
    CREATE TABLE audit_chain (
        id BIGINT PRIMARY KEY CHECK (id = 1),
        removed_seq BIGINT NOT NULL DEFAULT 0,
        removed_hash TEXT NOT NULL DEFAULT '',
        sealed_seq BIGINT NOT NULL DEFAULT 0,
        sealed_hash TEXT NOT NULL DEFAULT ''
    )
    """,
    "INSERT INTO audit_chain (id) VALUES (1)",
]

/// Events that were there before are told in the order of their time.
private let followedEvents: [SQL] =
    Position.schema + [
        "ALTER TABLE event ADD COLUMN turn BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE event ADD COLUMN step BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE event SET step = numbered.step
        FROM (SELECT workspace_id, id, ROW_NUMBER() OVER (PARTITION BY workspace_id ORDER BY created_at, id) AS step FROM event) AS numbered
        WHERE event.workspace_id = numbered.workspace_id AND event.id = numbered.id
        """,
        "CREATE UNIQUE INDEX event_position ON event (workspace_id, turn, step)",
    ]
