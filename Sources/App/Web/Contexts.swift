import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A request of anybody: who it turns out to be is noted by `Recognition` before a handler sees it.
public struct VisitorContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    let peer: String
    /// The address the limits and the audit count: the peer, or what a trusted proxy says.
    var address: String
    /// True for a browser on this machine without a proxy between.
    var isLocal: Bool
    var requestID: String
    var languages: String?
    /// The name of the sentence that the last form left for this page.
    var flash: String?
    var account: RecognisedAccount?
    /// Set when the path names a workspace this account belongs to.
    var viewer: Viewer?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
        address = peer
        isLocal = peer.isEmpty || peer == "127.0.0.1" || peer == "::1"
        requestID = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// A form cannot be larger: 1 MB, as promised in the limits.
    public var maxUploadSize: Int { 1_000_000 }
}

/// A request of someone who is signed in, wherever they are.
struct AccountContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visitor: VisitorContext
    let account: Account
    let signInID: String

    init(context: VisitorContext) throws {
        guard let recognised = context.account else { throw AppError.signedOut }
        coreContext = context.coreContext
        visitor = context
        account = recognised.account
        signInID = recognised.signInID
    }
}

/// A request of someone in a workspace. A workspace one does not belong to cannot be told from one that does not exist.
struct ViewerContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visitor: VisitorContext
    let viewer: Viewer

    init(context: VisitorContext) throws {
        guard context.account != nil else { throw AppError.signedOut }
        guard let viewer = context.viewer else { throw AppError.notFound }
        coreContext = context.coreContext
        visitor = context
        self.viewer = viewer
    }
}

/// A request of an owner or admin of the workspace.
struct AdminContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let visitor: VisitorContext
    let viewer: Viewer

    init(context: ViewerContext) throws {
        guard context.viewer.isAdmin else {
            throw AppError.forbidden("Only owners and admins of the workspace can do this.")
        }
        coreContext = context.coreContext
        visitor = context.visitor
        viewer = context.viewer
    }
}

/// What pages need of any of the contexts: who reads, in which language, in which workspace.
protocol ReaderContext: RequestContext {
    var visitor: VisitorContext { get }
    var reader: Account? { get }
    var readerViewer: Viewer? { get }
}

extension VisitorContext: ReaderContext {
    var visitor: VisitorContext { self }
    var reader: Account? { account?.account }
    var readerViewer: Viewer? { viewer }
}
extension AccountContext: ReaderContext {
    var reader: Account? { account }
    var readerViewer: Viewer? { nil }
}
extension ViewerContext: ReaderContext {
    var reader: Account? { viewer.account }
    var readerViewer: Viewer? { viewer }
}
extension AdminContext: ReaderContext {
    var reader: Account? { viewer.account }
    var readerViewer: Viewer? { viewer }
}

extension RequestContext {
    /// The id in the path under this name; what is not an id is not found.
    func id<Noun>(_ name: String, of: Noun.Type = Noun.self) throws -> ID<Noun> {
        guard let text = parameters.get(name), let id = ID<Noun>(text) else { throw AppError.notFound }
        return id
    }
}
