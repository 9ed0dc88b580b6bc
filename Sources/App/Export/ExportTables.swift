import Database
import Domain

/// What an export holds: which arrays, which fields in which order, and where they are kept. The same list writes it and reads it again.
/// Described for readers in docs/export.md; a test compares the two.
struct ExportTable: Sendable {
    enum Kind: Sendable {
        case id, text, day, integer, number, truth
        /// The fields that changed and the names as they were, of an event.
        case details
        /// A word of the program, which has to be known.
        case status, event
    }

    struct Field: Sendable {
        var name: String
        var kind: Kind
        /// Where it is read from, if not from the column of that name.
        var source: SQL?

        init(_ name: String, _ kind: Kind, from source: SQL? = nil) {
            self.name = name
            self.kind = kind
            self.source = source
        }
    }

    /// The array in the file.
    var name: String
    var table: String
    var fields: [Field]
    /// The leading fields that name a row and order the array.
    var keys = 1
    /// The field that names a goal, so that what belongs to a hidden goal is left out.
    var goal: SQL?
    /// Whether exports of earlier versions lack it.
    var isNewer = false

    var columns: SQL { SQL(joining: fields.map { $0.source ?? SQL(stringLiteral: "\(table).\($0.name)") }, by: ", ") }
    var names: SQL { SQL(stringLiteral: fields.map(\.name).joined(separator: ", ")) }
}

extension ExportTable {
    static let workspaceFields: [Field] = [
        Field("name", .text), Field("slug", .text), Field("purpose", .text), Field("time_zone", .text), Field("language", .text),
        Field("is_demo", .truth), Field("at_risk_gap", .integer), Field("off_track_gap", .integer), Field("rhythm_days", .integer),
        Field("grace_days", .integer), Field("asks_for_numbers", .truth), Field("version", .integer), Field("created_at", .integer),
    ]

    static let people = ExportTable(
        name: "people", table: "person",
        fields: [
            Field("id", .id), Field("name", .text),
            Field("email", .text, from: "COALESCE(person.email, (SELECT account.email FROM account WHERE account.id = person.account_id))"),
            Field("role", .text), Field("state", .text), Field("source_id", .text), Field("version", .integer),
            Field("created_at", .integer),
        ])

    static let teams = ExportTable(
        name: "teams", table: "team",
        fields: [
            Field("id", .id), Field("parent_id", .id), Field("name", .text), Field("purpose", .text), Field("lead_id", .id),
            Field("version", .integer), Field("created_at", .integer),
        ])

    static let memberships = ExportTable(
        name: "memberships", table: "membership",
        fields: [Field("team_id", .id), Field("person_id", .id), Field("created_at", .integer)], keys: 2)

    static let cycles = ExportTable(
        name: "cycles", table: "cycle",
        fields: [
            Field("id", .id), Field("name", .text), Field("purpose", .text), Field("starts_on", .day), Field("ends_on", .day),
            Field("stage", .text), Field("version", .integer), Field("created_at", .integer),
        ])

    static let goals = ExportTable(
        name: "goals", table: "goal",
        fields: [
            Field("id", .id), Field("title", .text), Field("why", .text), Field("team_id", .id), Field("cycle_id", .id),
            Field("owner_id", .id),
            Field("visibility", .text), Field("stage", .text), Field("outcome", .text), Field("outcome_reason", .text),
            Field("starts_on", .day),
            Field("due_on", .day), Field("rhythm_days", .integer), Field("roll_up", .text), Field("hand_progress", .number),
            Field("owner_status", .text), Field("owner_status_reason", .text), Field("progress", .number), Field("plan", .text),
            Field("status", .status), Field("worst_status", .status), Field("worst_id", .id), Field("source_id", .text),
            Field("source_status", .text), Field("source_score", .text), Field("version", .integer), Field("created_by", .text),
            Field("created_at", .integer), Field("updated_at", .integer), Field("committed_at", .integer), Field("closed_at", .integer),
            Field("grade", .number), Field("lesson", .text), Field("carried_from", .id),
        ], goal: "goal.id")

    static let links = ExportTable(
        name: "goal_links", table: "goal_link",
        fields: [
            Field("parent_id", .id), Field("child_id", .id), Field("weight", .number), Field("created_at", .integer),
        ], keys: 2, goal: "goal_link.child_id")

    static let readers = ExportTable(
        name: "readers", table: "goal_reader", fields: [Field("goal_id", .id), Field("person_id", .id)], keys: 2,
        goal: "goal_reader.goal_id")

    static let keyResults = ExportTable(
        name: "key_results", table: "key_result",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("position", .integer), Field("title", .text), Field("kind", .text),
            Field("direction", .text), Field("unit", .text), Field("decimals", .integer), Field("baseline", .number),
            Field("target", .number),
            Field("upper", .number), Field("zone_commit", .text), Field("zone_target", .text), Field("zone_stretch", .text),
            Field("value", .number), Field("reported_at", .integer), Field("previous_value", .number), Field("owner_id", .id),
            Field("source", .text), Field("indicator", .text), Field("serves", .text), Field("weight", .number), Field("starts_on", .day),
            Field("due_on", .day), Field("steps", .text), Field("is_primary", .truth), Field("source_id", .text),
            Field("source_status", .text),
            Field("source_score", .text), Field("version", .integer), Field("created_at", .integer),
        ], goal: "key_result.goal_id")

    static let keyResultPairs = ExportTable(
        name: "key_result_pairs", table: "key_result_pair", fields: [Field("leading_id", .id), Field("lagging_id", .id)], keys: 2,
        goal: """
            (SELECT key_result.goal_id FROM key_result
                WHERE key_result.workspace_id = key_result_pair.workspace_id AND key_result.id = key_result_pair.leading_id)
            """, isNewer: true)

    static let initiatives = ExportTable(
        name: "initiatives", table: "initiative",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("key_result_id", .id), Field("title", .text), Field("notes", .text),
            Field("owner_id", .id), Field("due_on", .day), Field("effort", .text), Field("status", .text), Field("source_id", .text),
            Field("source_status", .text), Field("source_score", .text), Field("version", .integer), Field("created_at", .integer),
        ], goal: "initiative.goal_id")

    static let milestones = ExportTable(
        name: "milestones", table: "milestone",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("initiative_id", .id), Field("title", .text), Field("on_day", .day),
            Field("reached_on", .day), Field("version", .integer), Field("created_at", .integer),
        ], goal: "milestone.goal_id")

    static let checkIns = ExportTable(
        name: "check_ins", table: "check_in",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("author_id", .id), Field("confidence", .integer), Field("changed", .text),
            Field("surprised", .text), Field("users_need", .text), Field("we_need", .text), Field("progress", .number),
            Field("status", .status),
            Field("source_id", .text), Field("created_at", .integer),
        ], goal: "check_in.goal_id")

    /// What each check-in reported; an array of its own inside the check-in.
    static let values = ExportTable(
        name: "values", table: "check_in_value",
        fields: [
            Field("check_in_id", .id), Field("key_result_id", .id), Field("value", .number),
        ], keys: 2)

    static let thresholds = ExportTable(
        name: "thresholds", table: "threshold",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("key_result_id", .id), Field("rule", .text), Field("days", .integer),
            Field("is_open", .truth), Field("back", .number), Field("version", .integer), Field("created_by", .text),
            Field("created_at", .integer),
        ], goal: "threshold.goal_id", isNewer: true)

    static let thresholdPeople = ExportTable(
        name: "threshold_people", table: "threshold_person", fields: [Field("threshold_id", .id), Field("person_id", .id)], keys: 2,
        goal: """
            (SELECT threshold.goal_id FROM threshold
                WHERE threshold.workspace_id = threshold_person.workspace_id AND threshold.id = threshold_person.threshold_id)
            """, isNewer: true)

    static let jointActions = ExportTable(
        name: "joint_actions", table: "joint_action",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("key_result_id", .id), Field("threshold_id", .id), Field("rule", .text),
            Field("fact_values", .text), Field("gap", .number), Field("silence", .integer), Field("opened_at", .integer),
            Field("due_on", .day), Field("decision", .text), Field("agreed", .text), Field("new_rule", .text), Field("closed_by", .id),
            Field("closed_at", .integer), Field("version", .integer),
        ], goal: "joint_action.goal_id", isNewer: true)

    static let jointViews = ExportTable(
        name: "joint_views", table: "joint_view",
        fields: [Field("joint_action_id", .id), Field("person_id", .id), Field("text", .text), Field("written_at", .integer)], keys: 2,
        goal: """
            (SELECT joint_action.goal_id FROM joint_action
                WHERE joint_action.workspace_id = joint_view.workspace_id AND joint_action.id = joint_view.joint_action_id)
            """, isNewer: true)

    static let assumptions = ExportTable(
        name: "assumptions", table: "assumption",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("key_result_id", .id), Field("belief", .text), Field("because", .text),
            Field("wrong_if", .text), Field("state", .text), Field("answer", .text), Field("version", .integer), Field("created_by", .text),
            Field("created_at", .integer),
        ], goal: "assumption.goal_id", isNewer: true)

    static let stories = ExportTable(
        name: "stories", table: "story",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("assumption_id", .id), Field("bearing", .text), Field("author_id", .id),
            Field("text", .text), Field("touched", .text), Field("on_day", .day), Field("version", .integer), Field("created_at", .integer),
        ], goal: "story.goal_id", isNewer: true)

    static let reviews = ExportTable(
        name: "reviews", table: "review",
        fields: [
            Field("id", .id), Field("title", .text), Field("words", .text), Field("columns", .text), Field("created_by", .id),
            Field("created_at", .integer), Field("version", .integer),
        ], isNewer: true)

    static let reviewGoals = ExportTable(
        name: "review_goals", table: "review_goal",
        fields: [Field("review_id", .id), Field("goal_id", .id), Field("position", .integer), Field("comment", .text)], keys: 2,
        goal: "review_goal.goal_id", isNewer: true)

    static let comments = ExportTable(
        name: "comments", table: "comment",
        fields: [
            Field("id", .id), Field("goal_id", .id), Field("check_in_id", .id), Field("author_id", .id), Field("text", .text),
            Field("version", .integer), Field("created_at", .integer), Field("edited_at", .integer), Field("removed_at", .integer),
        ], goal: "comment.goal_id")

    static let mentions = ExportTable(
        name: "mentions", table: "mention",
        fields: [
            Field("comment_id", .id), Field("person_id", .id), Field("created_at", .integer), Field("seen_at", .integer),
        ], keys: 2,
        goal: "(SELECT comment.goal_id FROM comment WHERE comment.workspace_id = mention.workspace_id AND comment.id = mention.comment_id)")

    static let events = ExportTable(
        name: "events", table: "event",
        fields: [
            Field("id", .id), Field("kind", .event), Field("actor_id", .id), Field("goal_id", .id), Field("subject_id", .text),
            Field("reason", .text), Field("details", .details), Field("created_at", .integer),
        ], goal: "event.goal_id")

    /// In the order of the file; what others point at stands before them.
    static let all = [
        people, teams, memberships, cycles, goals, links, readers, keyResults, keyResultPairs, initiatives, milestones, checkIns, comments,
        mentions,
        assumptions, stories, thresholds, thresholdPeople, jointActions, jointViews, reviews, reviewGoals, events,
    ]
}
