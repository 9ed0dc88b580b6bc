import Domain
import HTTPTypes
import Hummingbird
import NIOCore

struct CycleRoutes {
    let cairn: Cairn
    private var cycles: Cycles { Cycles(cairn: cairn) }

    func index(request: Request, context: ViewerContext) async throws -> Response {
        let list = try await cycles.list(for: context.viewer)
        return try await cairn.show(context) { page in page.cycleList(list) }
    }

    /// `?team=` shows only what that team and those below it want.
    func show(request: Request, context: ViewerContext) async throws -> Response {
        let dashboard = try await cycles.dashboard(context.id("cycle"), team: ID(request.query["team"]), for: context.viewer)
        return try await cairn.show(context) { page in page.cycleDashboard(dashboard) }
    }

    /// Its goals, one after the other; `goal` in the address chooses which one is asked about.
    func closing(request: Request, context: ViewerContext) async throws -> Response {
        let closing = try await cycles.closing(context.id("cycle"), for: context.viewer)
        let chosen = ID<Goal>(request.query["goal"])
        return try await cairn.show(context) { page in page.cycleClosing(closing, chosen: chosen, .fresh) }
    }

    func statistics(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Cycle> = try context.id("cycle")
        if request.query["format"] == "csv" {
            let view = try await cycles.statisticsFile(id, for: context.viewer, from: context.visitor.address)
            return cairn.plainPage(for: context).statisticsFile(view)
        }
        let view = try await cycles.statistics(id, for: context.viewer)
        return try await cairn.show(context) { page in page.cycleStatistics(view) }
    }

    /// For a meeting: one goal at a time, the first or the one that the address names.
    func present(request: Request, context: ViewerContext) async throws -> Response {
        let shown = try await cycles.presentation(context.id("cycle"), at: ID<Goal>(request.query["goal"]), for: context.viewer)
        let key: ID<Comment> = cairn.newID()
        return try await cairn.show(context) { page in page.presentPage(shown, formKey: key.text) }
    }

    func new(request: Request, context: ViewerContext) async throws -> Response {
        let draft = try await cycles.proposal(for: context.viewer)
        let key: ID<Cycle> = cairn.newID()
        return try await cairn.show(context) { page in page.newCycle(draft, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        try Cycle.mayMake(by: context.viewer).check()
        do {
            let cycle = try await cycles.make(Cycle.Draft(form), key: form.id("form_key"), by: context.viewer)
            return cairn.seeOther(path(of: cycle.id, context), flash: .made)
        } catch let error as AppError {
            guard let problems = error.formProblems else { throw error }
            let draft = try await cycles.proposal(for: context.viewer)
            let state = FormState(typed: form, problems: problems)
            return try await cairn.show(context, status: Problem(error).status) { page in page.newCycle(draft, key: form["form_key"], state)
            }
        }
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let cycle = try await cycles.editable(context.id("cycle"), by: context.viewer)
        return try await cairn.show(context) { page in page.editCycle(cycle, .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let id: ID<Cycle> = try context.id("cycle")
        let cycle = try await cycles.editable(id, by: context.viewer)
        do {
            _ = try await cycles.edit(id, Cycle.Draft(form), by: context.viewer)
            return cairn.seeOther(path(of: id, context), flash: .saved)
        } catch let error as AppError {
            guard let problems = error.formProblems else { throw error }
            let state = FormState(typed: form, problems: problems)
            return try await cairn.show(context, status: Problem(error).status) { page in page.editCycle(cycle, state) }
        }
    }

    func move(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let id: ID<Cycle> = try context.id("cycle")
        try Cycle.mayMake(by: context.viewer).check()
        guard let stage = Cycle.Stage(rawValue: form["stage"]) else { throw AppError.invalid("stage", "Choose one from the list.") }
        _ = try await cycles.move(id, to: stage, version: Int(form["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(path(of: id, context), flash: .saved)
    }

    func confirmRemoval(request: Request, context: ViewerContext) async throws -> Response {
        let cycle = try await cycles.removable(context.id("cycle"), by: context.viewer)
        return try await cairn.show(context) { page in page.removeCycle(cycle) }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        try await cycles.remove(context.id("cycle"), by: context.viewer)
        return cairn.seeOther("/\(context.viewer.workspace.slug)/cycles", flash: .removed)
    }

    private func path(of cycle: ID<Cycle>, _ context: ViewerContext) -> String { "/\(context.viewer.workspace.slug)/cycles/\(cycle)" }
}

extension Page {
    fileprivate func statisticsFile(_ view: CycleStatisticsView) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8; header=present",
            .contentDisposition: "attachment; filename=\"cycle-\(view.cycle.startsOn.iso).csv\"",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: statisticsCSV(view))))
    }
}

extension Cycle.Draft {
    /// What was typed. Throws every problem at once, those of missing dates included.
    init(_ form: Form) throws(AppError) {
        var problems = Problems()
        let start = Self.day("starts_on", form, "Say on which day it begins.", &problems)
        let end = Self.day("ends_on", form, "Say on which day it ends.", &problems)
        self.init(
            name: form["name"], purpose: form["purpose"], startsOn: start ?? end ?? Day(number: 0), endsOn: end ?? start ?? Day(number: 0),
            version: Int(form["version"]) ?? 0)
        guard start == nil || end == nil else { return }
        do throws(AppError) { _ = try checked() } catch {
            if case .invalid(let more) = error { for problem in more { problems.add(problem.field, problem.words) } }
        }
        try problems.check()
    }

    private static func day(_ name: String, _ form: Form, _ missing: Words, _ problems: inout Problems) -> Day? {
        if form[name].isEmpty { problems.add(name, missing) }
        return form.day(name, &problems)
    }
}
