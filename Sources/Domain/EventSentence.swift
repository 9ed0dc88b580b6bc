extension Event {
    /// What happened, in a sentence. `actor` and `goal` are their names now; what else it needs, the event remembers.
    ///
    /// The actor is always the first value, so that a page can make a link of it; the goal, where it is named, the second.
    public func sentence(actor: String, goal: String = "") -> Words {
        let subject = details.names["subject"] ?? ""
        let other = details.names["other"] ?? ""
        switch kind {
        case .goalMade: return "\(actor) wrote down the goal “\(goal)”."
        case .goalEdited: return "\(actor) changed “\(goal)”: \(changedFields)."
        case .goalProposed: return "\(actor) proposed “\(goal)”."
        case .goalWithdrawn: return "\(actor) made “\(goal)” a draft again."
        case .goalCommitted: return "\(actor) committed to “\(goal)”."
        case .goalClosed: return "\(actor) closed “\(goal)” as \(outcome)."
        case .goalReopened: return "\(actor) opened “\(goal)” again."
        case .goalJudged: return judged(actor, goal)
        case .goalHandedOver: return "\(actor) gave “\(goal)” to \(other)."
        case .goalLinked: return "\(actor) let “\(goal)” serve “\(other)”."
        case .goalUnlinked: return "\(actor) ended that “\(goal)” serves “\(other)”."
        case .goalReweighted: return "\(actor) changed what “\(goal)” counts for “\(other)”."
        case .goalRemoved: return "\(actor) took away the draft “\(subject)”."
        case .goalCarriedOver: return "\(actor) let “\(goal)” go on in “\(other)”."
        case .statusMoved: return statusMoved(goal)
        case .keyResultMade: return "\(actor) added to “\(goal)” the key result “\(subject)”."
        case .keyResultEdited: return "\(actor) changed in “\(goal)” the key result “\(subject)”: \(changedFields)."
        case .keyResultRemoved: return "\(actor) removed from “\(goal)” the key result “\(subject)”."
        case .checkedIn:
            return details.names["summary"].map { "\(actor) checked in on “\(goal)”: \($0)." } ?? "\(actor) checked in on “\(goal)”."
        case .commentMade: return "\(actor) commented on “\(goal)”."
        case .commentEdited: return "\(actor) changed a comment on “\(goal)”."
        case .commentRemoved: return "\(actor) removed a comment on “\(goal)”."
        case .initiativeMade: return "\(actor) planned for “\(goal)” the initiative “\(subject)”."
        case .initiativeEdited: return "\(actor) changed for “\(goal)” the initiative “\(subject)”: \(changedFields)."
        case .initiativeRemoved: return "\(actor) removed from “\(goal)” the initiative “\(subject)”."
        case .milestoneMade: return "\(actor) set for “\(goal)” the milestone “\(subject)”."
        case .milestoneEdited: return "\(actor) changed for “\(goal)” the milestone “\(subject)”: \(changedFields)."
        case .milestoneReached: return "\(actor) reached for “\(goal)” the milestone “\(subject)”."
        case .milestoneRemoved: return "\(actor) removed from “\(goal)” the milestone “\(subject)”."
        case .thresholdMade, .thresholdEdited, .thresholdRemoved, .thresholdCrossed, .jointViewWritten, .jointActionAgreed:
            return thresholdSentence(actor, goal, subject)
        case .assumptionMade: return "\(actor) wrote down what “\(goal)” rests on: “\(subject)”."
        case .assumptionEdited: return assumptionEdited(actor, goal, subject)
        case .assumptionRemoved: return "\(actor) took from “\(goal)” away what it rested on: “\(subject)”."
        case .storyTold: return "\(actor) told what happened on the way to “\(goal)”."
        case .storyEdited: return "\(actor) changed a story on “\(goal)”."
        case .storyRemoved: return "\(actor) took a story on “\(goal)” away."
        default: return houseSentence(actor, subject, other)
        }
    }

    /// A new state is the news; other changes are named by their fields.
    private func assumptionEdited(_ actor: String, _ goal: String, _ subject: String) -> Words {
        guard let state = change("assumption_state").flatMap({ Assumption.State(rawValue: $0.to) }) else {
            return "\(actor) changed what “\(goal)” rests on, “\(subject)”: \(changedFields)."
        }
        return "\(actor) judged what “\(goal)” rests on, “\(subject)”: \(state.word)."
    }

    /// Lines agreed in advance, and what people agreed on when one was crossed. The subject is empty where it is about the goal as a whole.
    private func thresholdSentence(_ actor: String, _ goal: String, _ subject: String) -> Words {
        let isWhole = subject.isEmpty
        switch kind {
        case .thresholdMade:
            return isWhole ? "\(actor) set for “\(goal)” a threshold." : "\(actor) set for “\(goal)” a threshold on “\(subject)”."
        case .thresholdEdited:
            return isWhole
                ? "\(actor) changed for “\(goal)” a threshold: \(changedFields)."
                : "\(actor) changed for “\(goal)” a threshold on “\(subject)”: \(changedFields)."
        case .thresholdRemoved:
            return isWhole
                ? "\(actor) took from “\(goal)” a threshold away." : "\(actor) took from “\(goal)” a threshold on “\(subject)” away."
        case .thresholdCrossed:
            return isWhole
                ? "“\(goal)” crossed a threshold; people look together."
                : "“\(goal)” crossed a threshold on “\(subject)”; people look together."
        case .jointViewWritten: return "\(actor) wrote how they see what happened to “\(goal)”."
        default: return "\(actor) wrote down for “\(goal)” what was agreed together: “\(details.names["summary"] ?? "")”."
        }
    }

    /// What happened to cycles, teams, people and the workspace.
    private func houseSentence(_ actor: String, _ subject: String, _ other: String) -> Words {
        switch kind {
        case .reviewMade: "\(actor) made the review “\(subject)”."
        case .reviewEdited: "\(actor) changed the review “\(subject)”: \(changedFields)."
        case .reviewRemoved: "\(actor) took the review “\(subject)” away."
        case .cycleMade: "\(actor) made the cycle “\(subject)”."
        case .cycleEdited: "\(actor) changed the cycle “\(subject)”: \(changedFields)."
        case .cycleMoved: "\(actor) moved the cycle “\(subject)” to \(stage)."
        case .cycleRemoved: "\(actor) removed the cycle “\(subject)”."
        case .teamMade: "\(actor) made the team “\(subject)”."
        case .teamEdited: "\(actor) changed the team “\(subject)”: \(changedFields)."
        case .teamRemoved: "\(actor) removed the team “\(subject)”."
        case .teamJoined: "\(actor) took \(subject) into the team “\(other)”."
        case .teamLeft: "\(actor) took \(subject) out of the team “\(other)”."
        case .invitationMade: "\(actor) made an invitation."
        case .invitationRevoked: "\(actor) took an invitation back."
        case .personJoined: "\(actor) joined."
        case .personAdded: "\(actor) added \(subject)."
        case .personEdited: "\(actor) changed \(subject): \(changedFields)."
        case .roleChanged: "\(actor) changed the role of \(subject) from \(before("role")) to \(after("role"))."
        case .personDeactivated: "\(actor) ended the access of \(subject)."
        case .personReactivated: "\(actor) let \(subject) in again."
        case .goalsHandedOver: "\(actor) handed the goals of \(subject) over to \(other)."
        case .workspaceMade: "\(actor) made this workspace."
        case .workspaceEdited: "\(actor) changed the workspace: \(changedFields)."
        case .imported: "\(actor) imported \(details.names["summary"] ?? "")."
        default: "\(actor) exported the workspace."
        }
    }

    /// "Title", "Title and Due on", or how many.
    private var changedFields: Words {
        let labels = details.changes.map(\.label)
        switch labels.count {
        case 0: return "its links"
        case 1: return labels[0]
        case 2: return "\(labels[0]) and \(labels[1])"
        case 3: return "\(labels[0]), \(labels[1]) and \(labels[2])"
        default: return "\(labels[0]), \(labels[1]) and \(labels.count - 2) more"
        }
    }

    private var outcome: Words {
        change("outcome").flatMap { Goal.Outcome(rawValue: $0.to)?.inSentence } ?? "closed"
    }

    private var stage: Words {
        change("stage").flatMap { Cycle.Stage(rawValue: $0.to)?.inSentence } ?? "another stage"
    }

    private func judged(_ actor: String, _ goal: String) -> Words {
        guard let status = change("owner_status").flatMap({ Status(rawValue: $0.to) }) else {
            return "\(actor) let the numbers speak for “\(goal)” again."
        }
        return "\(actor) set “\(goal)” to \(status.inSentence)."
    }

    private func statusMoved(_ goal: String) -> Words {
        let (from, to) = (change("status")?.from ?? "", change("status")?.to ?? "")
        guard let from = Status(rawValue: from), let to = Status(rawValue: to) else { return "The status of “\(goal)” changed." }
        return "“\(goal)” went from \(from.inSentence) to \(to.inSentence)."
    }

    private func before(_ field: String) -> Words { change(field)?.before { _ in nil } ?? "nothing" }
    private func after(_ field: String) -> Words { change(field)?.after { _ in nil } ?? "nothing" }
    private func change(_ field: String) -> Change? { details.changes.first { $0.field == field } }
}

extension Cycle.Stage {
    /// As it stands within a sentence: "moved to closing".
    public var inSentence: Words {
        switch self {
        case .drafting: "drafting"
        case .active: "active"
        case .closing: "closing"
        case .closed: "closed"
        }
    }
}
