import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// Goals looked at together, as a page, on paper and as a file.
struct ReviewRoutes {
    let cairn: Cairn
    private var reviews: Reviews { Reviews(cairn: cairn) }

    func index(request: Request, context: ViewerContext) async throws -> Response {
        let rows = try await reviews.list(for: context.viewer)
        return try await cairn.show(context) { page in page.reviewsPage(rows) }
    }

    func show(request: Request, context: ViewerContext) async throws -> Response {
        let id: ID<Review> = try context.id("review")
        if request.query["format"] == "csv" {
            let view = try await reviews.export(id, for: context.viewer, from: context.visitor.address)
            return file(cairn.plainPage(for: context).reviewCSV(view), of: view)
        }
        let view = try await reviews.view(id, for: context.viewer)
        return try await cairn.show(context) { page in page.reviewPage(view) }
    }

    private func file(_ text: String, of view: ReviewView) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8; header=present",
            .contentDisposition: "attachment; filename=\"review-\(view.today.iso).csv\"",
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// The filter in the address says which goals to begin with.
    func new(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await reviews.form(nil, GoalFilter(request.query), isFiltered: true, for: context.viewer)
        let key: ID<Review> = cairn.newID()
        return try await cairn.show(context) { page in page.reviewForm(form, key: key.text, .fresh) }
    }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        return try await cairn.carryOut(typed, context) {
            let review = try await reviews.make(try typed.review(), key: ID(typed["form_key"]), by: context.viewer)
            return cairn.seeOther(context.path("reviews", review.id), flash: .made)
        } again: { state in
            let form = try await reviews.form(nil, GoalFilter(request.query), isFiltered: true, for: context.viewer)
            return { page in page.reviewForm(form, key: typed["form_key"], state) }
        }
    }

    /// With a filter in the address, its goals are offered beside those that are in it.
    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let query = request.query
        let form = try await reviews.form(
            context.id("review"), GoalFilter(query), isFiltered: !query.fields.isEmpty, for: context.viewer)
        return try await cairn.show(context) { page in page.reviewForm(form, key: "", .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<Review> = try context.id("review")
        return try await cairn.carryOut(typed, context) {
            try await reviews.edit(id, try typed.review(), by: context.viewer)
            return cairn.seeOther(context.path("reviews", id), flash: .saved)
        } again: { state in
            let query = request.query
            let form = try await reviews.form(id, GoalFilter(query), isFiltered: !query.fields.isEmpty, for: context.viewer)
            return { page in page.reviewForm(form, key: "", state) }
        }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        try await reviews.remove(context.id("review"), version: Int(typed["version"]) ?? 0, by: context.viewer)
        return cairn.seeOther(context.path("reviews"), flash: .removed)
    }
}

extension Form {
    /// The goals that are ticked, in the order of the form, each with what stands beside it.
    fileprivate func review() throws(AppError) -> Review.Draft {
        let ticked = all("goals")
        let goals = ticked.compactMap { ID<Goal>($0) }
        let chosen = all("columns")
        let columns = chosen.compactMap { Review.Column(rawValue: $0) }
        guard goals.count == ticked.count else { throw .invalid("goals", "Choose from the list.") }
        guard columns.count == chosen.count else { throw .invalid("columns", "Choose from the list.") }
        return Review.Draft(
            title: self["title"], words: self["words"], columns: Set(columns),
            entries: goals.map { Review.Entry(goalID: $0, comment: self["comment-\($0)"]) }, version: Int(self["version"]) ?? 0)
    }
}
