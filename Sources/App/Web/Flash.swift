import Domain

/// One sentence about what just happened, at the top of the next page. Only its name travels in a cookie, so nobody else can put words there.
enum Flash: String {
    case saved, made, removed, signedOut, passwordChanged, workspaceReady, joined, checkedIn, invited, revoked, committed, proposed, closed
    case reopened, commented, deactivated, activated, handedOver, imported, signInsEnded
    case goalMade, keyResultMade, tokenRevoked, carriedOver, screenEnded

    var words: Words {
        switch self {
        case .saved: "Saved."
        case .made: "It is there now."
        case .removed: "Removed."
        case .signedOut: "You are signed out."
        case .passwordChanged: "Your password is changed. Every other browser has been signed out."
        case .workspaceReady: "The workspace is ready, and you own it."
        case .joined: "Welcome. This is what waits for you."
        case .checkedIn: "Your check-in is saved."
        case .invited: "The invitation is made. Copy the link now; it is shown only once."
        case .revoked: "The invitation no longer works."
        case .committed: "Committed. From now on, changes need a reason that the history keeps."
        case .proposed: "Proposed. Its lead can commit it now."
        case .closed: "Closed. It stays readable, with its check-ins."
        case .reopened: "Open again."
        case .commented: "Your comment is there."
        case .deactivated: "This person can no longer sign in here."
        case .activated: "This person can sign in again."
        case .handedOver: "The goals have a new owner."
        case .imported: "The import is done."
        case .signInsEnded: "Signed out there."
        case .tokenRevoked: "The token no longer works."
        case .screenEnded: "The screen shows nothing any more."
        case .carriedOver: "It goes on as this draft. Look through it, then commit it."
        case .goalMade: "Your draft is there. Next: add a key result, so that everybody sees when it is reached."
        case .keyResultMade: "The key result is there. Add another, or propose the goal."
        }
    }
}
