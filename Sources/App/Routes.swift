import Domain
import Hummingbird

/// The only table of routes, grouped by who may enter. Reading it explains the product.
/// - Parameter endpoints: those of the API; tests add some that exist for them alone.
public func router(_ cairn: Cairn) -> Router<VisitorContext> { router(cairn, endpoints) }

func router(_ cairn: Cairn, _ endpoints: [Endpoint]) -> Router<VisitorContext> {
    let router = Router(context: VisitorContext.self, options: .autoGenerateHeadEndpoints)
    let ways = Ways()
    router.add(middleware: RequestLog(cairn: cairn))
    router.add(middleware: ErrorPages(cairn: cairn, ways: ways))
    router.add(middleware: SameOrigin(cairn: cairn))
    router.get("assets/**", use: AssetRoutes(cairn: cairn).file)
    routesForTheOperator(router, cairn)

    routesForPrograms(router.group("api/v1"), cairn, endpoints)

    let visitor = router.group()
    visitor.add(middleware: Recognition(cairn: cairn))
    routesForEverybody(visitor, cairn)
    visitor.get("api", use: ReferenceRoutes(cairn: cairn, endpoints: endpoints).show)

    let account = visitor.group(context: AccountContext.self)
    routesForAccounts(account, cairn)

    let viewer = visitor.group(":workspace", context: ViewerContext.self)
    viewer.add(middleware: Unchanged(cairn: cairn))
    routesForPeople(viewer, cairn)

    let admin = viewer.group(context: AdminContext.self)
    routesForAdmins(admin, cairn)
    ways.learn(router.routes.map { ($0.method, $0.path.description) })
    return router
}

/// For what watches the server: no cookie, nothing about people.
private func routesForTheOperator(_ router: Router<VisitorContext>, _ cairn: Cairn) {
    let operation = OperationRoutes(cairn: cairn)
    router.get("healthz", use: operation.health)
    router.get("readyz", use: operation.readiness)
    router.get("metrics", use: operation.metrics)
}

/// For whoever sends a token. What there is stands in `API/Endpoints.swift`.
private func routesForPrograms(_ routes: RouterGroup<VisitorContext>, _ cairn: Cairn, _ endpoints: [Endpoint]) {
    routes.get("openapi.json", use: ReferenceRoutes(cairn: cairn, endpoints: endpoints).document)
    APIRoutes(cairn: cairn, endpoints: endpoints).mount(on: routes)
}

/// At the door: nobody is asked who they are.
private func routesForEverybody(_ routes: RouterGroup<VisitorContext>, _ cairn: Cairn) {
    let signIns = SignInRoutes(cairn: cairn)
    routes.get("", use: signIns.front)
    routes.get("sign-in", use: signIns.form)
    routes.post("sign-in", use: signIns.create)
    routes.post("sign-out", use: signIns.delete)
    routes.post("demo-sign-in", use: signIns.demo)

    let setup = SetupRoutes(cairn: cairn)
    routes.get("setup", use: setup.form)
    routes.post("setup", use: setup.create)
    routes.post("demo", use: setup.demo)

    let invitations = InvitationRoutes(cairn: cairn)
    routes.get("invitations/:token", use: invitations.open)
    routes.post("invitations/:token", use: invitations.accept)

    let screens = ScreenRoutes(cairn: cairn)
    routes.get("screen/:secret", use: screens.show)
    routes.get("screen/:secret/live", use: screens.live)

    let resets = PasswordResetRoutes(cairn: cairn)
    routes.get("reset/:token", use: resets.form)
    routes.post("reset/:token", use: resets.create)
}

/// Signed in, in no particular workspace.
private func routesForAccounts(_ routes: RouterGroup<AccountContext>, _ cairn: Cairn) {
    routes.get("workspaces", use: WorkspaceRoutes(cairn: cairn).list)

    let account = AccountRoutes(cairn: cairn)
    routes.get("account", use: account.show)
    routes.post("account", use: account.update)
    routes.post("account/password", use: account.changePassword)
    routes.post("account/sign-ins/removal", use: account.endOtherSignIns)
    routes.post("account/sign-ins/:signIn/removal", use: account.endSignIn)
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

    let jointActions = JointActionRoutes(cairn: cairn)
    routes.get("joint-actions", use: jointActions.index)
    routes.get("joint-actions/:jointAction", use: jointActions.show)
    routes.post("joint-actions/:jointAction/views", use: jointActions.write)
    routes.post("joint-actions/:jointAction/agreement", use: jointActions.agree)

    let cycles = CycleRoutes(cairn: cairn)
    routes.get("cycles", use: cycles.index)
    routes.post("cycles", use: cycles.create)
    routes.get("cycles/new", use: cycles.new)
    routes.get("cycles/:cycle", use: cycles.show)
    routes.post("cycles/:cycle", use: cycles.update)
    routes.get("cycles/:cycle/edit", use: cycles.edit)
    routes.post("cycles/:cycle/stage", use: cycles.move)
    routes.get("cycles/:cycle/closing", use: cycles.closing)
    routes.get("cycles/:cycle/statistics", use: cycles.statistics)
    routes.get("cycles/:cycle/present", use: cycles.present)
    routes.get("cycles/:cycle/removal", use: cycles.confirmRemoval)
    routes.post("cycles/:cycle/removal", use: cycles.remove)

    let searches = SearchRoutes(cairn: cairn)
    routes.get("search", use: searches.show)
    routes.get("people/mentions", use: searches.mentions)

    routesForGoals(routes, cairn)

    let comments = CommentRoutes(cairn: cairn)
    routes.post("goals/:goal/comments", use: comments.create)
    routes.get("comments/:comment/edit", use: comments.edit)
    routes.post("comments/:comment", use: comments.update)
    routes.post("comments/:comment/removal", use: comments.remove)
    routes.post("goals/:goal/mentions-seen", use: comments.see)

    let reviews = ReviewRoutes(cairn: cairn)
    routes.get("reviews", use: reviews.index)
    routes.post("reviews", use: reviews.create)
    routes.get("reviews/new", use: reviews.new)
    routes.get("reviews/:review", use: reviews.show)
    routes.post("reviews/:review", use: reviews.update)
    routes.get("reviews/:review/edit", use: reviews.edit)
    routes.post("reviews/:review/removal", use: reviews.remove)

    let goalList = GoalListRoutes(cairn: cairn)
    routes.get("goals", use: goalList.index)

    let goalViews = GoalViewRoutes(cairn: cairn)
    routes.get("goals/:goal", use: goalViews.show)
    routes.get("goals/:goal/check-ins", use: goalViews.checkIns)
    routes.get("goals/:goal/history", use: goalViews.history)

    let people = PersonRoutes(cairn: cairn)
    routes.get("people", use: people.list)
    routes.get("people/:person", use: people.show)
    routes.post("people/:person/hand-over", use: people.handOver)

    let teams = TeamRoutes(cairn: cairn)
    routes.get("teams", use: teams.list)
    routes.post("teams", use: teams.create)
    routes.get("teams/new", use: teams.new)
    routes.get("teams/:team", use: teams.show)
    routes.post("teams/:team", use: teams.update)
    routes.get("teams/:team/edit", use: teams.edit)
    routes.post("teams/:team/removal", use: teams.remove)
    routes.post("teams/:team/members", use: teams.addMember)
    routes.post("teams/:team/members/:person/removal", use: teams.removeMember)

    let invitations = InvitationRoutes(cairn: cairn)
    routes.get("invitations", use: invitations.list)
    routes.post("invitations", use: invitations.create)
    routes.get("invitations/new", use: invitations.new)
    routes.post("invitations/:invitation/revocation", use: invitations.revoke)

    let tokens = TokenRoutes(cairn: cairn)
    routes.get("tokens", use: tokens.list)
    routes.post("tokens", use: tokens.create)
    routes.post("tokens/:token/revocation", use: tokens.revoke)

    let screens = ScreenRoutes(cairn: cairn)
    routes.get("screens", use: screens.list)
    routes.post("screens", use: screens.create)
    routes.post("screens/:screen/revocation", use: screens.revoke)

    let workspace = WorkspaceRoutes(cairn: cairn)
    routes.get("begin", use: workspace.begin)
    routes.get("settings", use: workspace.settings)
}

/// Writing goals down, agreeing on them, ending them; their key results and the work for them.
private func routesForGoals(_ routes: RouterGroup<ViewerContext>, _ cairn: Cairn) {
    let goals = GoalRoutes(cairn: cairn)
    routes.get("goals/new", use: goals.new)
    routes.post("goals", use: goals.create)
    routes.get("goals/:goal/edit", use: goals.edit)
    routes.post("goals/:goal", use: goals.update)
    routes.get("goals/:goal/parents", use: goals.parents)
    routes.post("goals/:goal/parents", use: goals.serve)

    let coach = CoachRoutes(cairn: cairn)
    routes.post("coach/goal", use: coach.goal)
    routes.post("goals/:goal/coach", use: coach.keyResult)

    let stages = StageRoutes(cairn: cairn)
    routes.post("goals/:goal/proposal", use: stages.propose)
    routes.post("goals/:goal/draft", use: stages.withdraw)
    routes.get("goals/:goal/commitment", use: stages.commitment)
    routes.post("goals/:goal/commitment", use: stages.commit)
    routes.get("goals/:goal/closure", use: stages.closure)
    routes.post("goals/:goal/closure", use: stages.close)
    routes.get("goals/:goal/carry-over", use: stages.carryOverForm)
    routes.post("goals/:goal/carry-over", use: stages.carryOver)
    routes.get("goals/:goal/reopening", use: stages.reopening)
    routes.post("goals/:goal/reopening", use: stages.reopen)
    routes.get("goals/:goal/owner-status", use: stages.ownerStatus)
    routes.post("goals/:goal/owner-status", use: stages.judge)
    routes.get("goals/:goal/removal", use: stages.removal)
    routes.post("goals/:goal/removal", use: stages.remove)

    let weights = WeightRoutes(cairn: cairn)
    routes.get("goals/:goal/weights", use: weights.show)
    routes.post("goals/:goal/weights", use: weights.update)
    let keyResults = KeyResultRoutes(cairn: cairn)
    routes.get("goals/:goal/key-results/new", use: keyResults.new)
    routes.post("goals/:goal/key-results", use: keyResults.create)
    routes.get("goals/:goal/key-results/:keyResult/edit", use: keyResults.edit)
    routes.post("goals/:goal/key-results/:keyResult", use: keyResults.update)
    routes.post("goals/:goal/key-results/:keyResult/position", use: keyResults.move)
    routes.post("goals/:goal/key-results/:keyResult/removal", use: keyResults.remove)

    let initiatives = InitiativeRoutes(cairn: cairn)
    routes.get("goals/:goal/initiatives/new", use: initiatives.new)
    routes.post("goals/:goal/initiatives", use: initiatives.create)
    routes.get("goals/:goal/initiatives/:initiative/edit", use: initiatives.edit)
    routes.post("goals/:goal/initiatives/:initiative", use: initiatives.update)
    routes.post("goals/:goal/initiatives/:initiative/status", use: initiatives.setStatus)
    routes.post("goals/:goal/initiatives/:initiative/removal", use: initiatives.remove)
    let assumptions = AssumptionRoutes(cairn: cairn)
    routes.get("goals/:goal/assumptions/new", use: assumptions.new)
    routes.post("goals/:goal/assumptions", use: assumptions.create)
    routes.get("goals/:goal/assumptions/:assumption", use: assumptions.show)
    routes.get("goals/:goal/assumptions/:assumption/edit", use: assumptions.edit)
    routes.post("goals/:goal/assumptions/:assumption", use: assumptions.update)
    routes.post("goals/:goal/assumptions/:assumption/state", use: assumptions.judge)
    routes.post("goals/:goal/assumptions/:assumption/removal", use: assumptions.remove)
    let stories = StoryRoutes(cairn: cairn)
    routes.get("goals/:goal/stories", use: stories.index)
    routes.get("goals/:goal/stories/new", use: stories.new)
    routes.post("goals/:goal/stories", use: stories.create)
    routes.get("goals/:goal/stories/:story/edit", use: stories.edit)
    routes.post("goals/:goal/stories/:story", use: stories.update)
    routes.post("goals/:goal/stories/:story/removal", use: stories.remove)
    let thresholds = ThresholdRoutes(cairn: cairn)
    routes.get("goals/:goal/thresholds/new", use: thresholds.new)
    routes.post("goals/:goal/thresholds", use: thresholds.create)
    routes.get("goals/:goal/thresholds/:threshold/edit", use: thresholds.edit)
    routes.post("goals/:goal/thresholds/:threshold", use: thresholds.update)
    routes.post("goals/:goal/thresholds/:threshold/removal", use: thresholds.remove)
    let milestones = MilestoneRoutes(cairn: cairn)
    routes.get("goals/:goal/milestones/new", use: milestones.new)
    routes.post("goals/:goal/milestones", use: milestones.create)
    routes.get("goals/:goal/milestones/:milestone/edit", use: milestones.edit)
    routes.post("goals/:goal/milestones/:milestone", use: milestones.update)
    routes.post("goals/:goal/milestones/:milestone/reached", use: milestones.setReached)
    routes.post("goals/:goal/milestones/:milestone/removal", use: milestones.remove)
}

/// Owners and admins of a workspace.
private func routesForAdmins(_ routes: RouterGroup<AdminContext>, _ cairn: Cairn) {
    let imports = ImportRoutes(cairn: cairn)
    routes.get("import", use: imports.form)
    routes.post("import", use: imports.upload)
    routes.get("import/:upload", use: imports.show)
    routes.post("import/:upload", use: imports.create)
    routes.get("export", use: imports.export)
    routes.get("audit", use: AuditRoutes(cairn: cairn).show)

    let people = PersonRoutes(cairn: cairn)
    routes.get("people/new", use: people.new)
    routes.post("people", use: people.create)
    routes.post("people/:person/role", use: people.changeRole)
    routes.post("people/:person/deactivation", use: people.deactivate)
    routes.post("people/:person/activation", use: people.reactivate)
    routes.post("people/:person/password-link", use: people.passwordLink)

    let workspace = WorkspaceRoutes(cairn: cairn)
    routes.post("settings", use: workspace.update)
    routes.post("purpose", use: workspace.updatePurpose)
}
