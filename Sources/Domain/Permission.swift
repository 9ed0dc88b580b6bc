/// Whether somebody may do something, and if not, the sentence that says why and who can.
public enum Permission: Sendable, Hashable {
    case granted
    case refused(Words)

    public var isGranted: Bool { self == .granted }

    /// Throws `AppError.forbidden` with the sentence where it was refused.
    public func check() throws(AppError) {
        if case .refused(let words) = self { throw .forbidden(words) }
    }

    static func when(_ condition: Bool, _ words: @autoclosure () -> Words) -> Permission {
        condition ? .granted : .refused(words())
    }
}

extension Person {
    /// Guests read and comment; everything else needs a member.
    public static func mayWrite(_ viewer: Viewer) -> Permission {
        .when(viewer.person.role >= .member && viewer.person.state == .active, "Guests read and comment. An admin can make you a member.")
    }
}

extension Viewer {
    /// Leads some team, and may do more than read: a guest who is named as a lead gains nothing by it.
    public var isLead: Bool { !leads.isEmpty && Person.mayWrite(self).isGranted }
}
