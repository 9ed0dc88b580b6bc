import Domain
import Hummingbird

/// The only table of routes, grouped by who may enter. Reading it explains the product.
public func router(_ cairn: Cairn) -> Router<VisitorContext> {
    let router = Router(context: VisitorContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ErrorPages(cairn: cairn))
    router.add(middleware: SameOrigin(cairn: cairn))
    router.get("assets/**", use: AssetRoutes(cairn: cairn).file)

    let visitor = router.group()
    visitor.add(middleware: Recognition(cairn: cairn))
    routesForEverybody(visitor, cairn)

    let account = visitor.group(context: AccountContext.self)
    routesForAccounts(account, cairn)

    let viewer = visitor.group(":workspace", context: ViewerContext.self)
    viewer.add(middleware: Unchanged(cairn: cairn))
    routesForPeople(viewer, cairn)

    let admin = viewer.group(context: AdminContext.self)
    routesForAdmins(admin, cairn)
    return router
}

/// At the door: nobody is asked who they are.
private func routesForEverybody(_ routes: RouterGroup<VisitorContext>, _ cairn: Cairn) {
    let signIns = SignInRoutes(cairn: cairn)
    routes.get("", use: signIns.front)
    routes.get("sign-in", use: signIns.form)
    routes.post("sign-in", use: signIns.create)
    routes.post("sign-out", use: signIns.delete)
    routes.post("demo-sign-in", use: signIns.demo)
}

/// Signed in, in no particular workspace.
private func routesForAccounts(_ routes: RouterGroup<AccountContext>, _ cairn: Cairn) {
}

/// In a workspace: its people see what is theirs to see; what they may change is decided by the nouns.
private func routesForPeople(_ routes: RouterGroup<ViewerContext>, _ cairn: Cairn) {
    routes.get("live", use: LiveRoutes(cairn: cairn).stream)

    let today = TodayRoutes(cairn: cairn)
    routes.get("", use: today.front)
    routes.get("today", use: today.show)

    let checkIns = CheckInRoutes(cairn: cairn)
    routes.get("goals/:goal/check-ins/new", use: checkIns.new)
    routes.post("goals/:goal/check-ins", use: checkIns.create)

    let cycles = CycleRoutes(cairn: cairn)
    routes.get("cycles", use: cycles.index)
    routes.post("cycles", use: cycles.create)
    routes.get("cycles/new", use: cycles.new)
    routes.get("cycles/:cycle", use: cycles.show)
    routes.post("cycles/:cycle", use: cycles.update)
    routes.get("cycles/:cycle/edit", use: cycles.edit)
    routes.post("cycles/:cycle/stage", use: cycles.move)
    routes.get("cycles/:cycle/removal", use: cycles.confirmRemoval)
    routes.post("cycles/:cycle/removal", use: cycles.remove)

    let searches = SearchRoutes(cairn: cairn)
    routes.get("search", use: searches.show)
    routes.get("people/mentions", use: searches.mentions)

    let comments = CommentRoutes(cairn: cairn)
    routes.post("goals/:goal/comments", use: comments.create)
    routes.get("comments/:comment/edit", use: comments.edit)
    routes.post("comments/:comment", use: comments.update)
    routes.post("comments/:comment/removal", use: comments.remove)
    routes.post("goals/:goal/mentions-seen", use: comments.see)

    let goalList = GoalListRoutes(cairn: cairn)
    routes.get("goals", use: goalList.index)

    let goalViews = GoalViewRoutes(cairn: cairn)
    routes.get("goals/:goal", use: goalViews.show)
    routes.get("goals/:goal/check-ins", use: goalViews.checkIns)
    routes.get("goals/:goal/history", use: goalViews.history)
}

/// Owners and admins of a workspace.
private func routesForAdmins(_ routes: RouterGroup<AdminContext>, _ cairn: Cairn) {
    let imports = ImportRoutes(cairn: cairn)
    routes.get("import", use: imports.form)
    routes.post("import", use: imports.upload)
    routes.get("import/:upload", use: imports.show)
    routes.post("import/:upload", use: imports.create)
    routes.get("export", use: imports.export)
}
