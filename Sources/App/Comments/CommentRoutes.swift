import Domain
import Hummingbird

struct CommentRoutes {
    let cairn: Cairn
    private var comments: Comments { Comments(cairn: cairn) }

    func create(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let goal: ID<Goal> = try context.id("goal")
        let checkIn: ID<CheckIn>? = try form.id("check_in")
        let presented: ID<Cycle>? = try form.id("present")
        do {
            let draft = Comment.Draft(text: form["text"], formKey: form["form_key"].isEmpty ? nil : form["form_key"])
            let id = try await comments.post(draft, on: goal, checkIn: checkIn, by: context.viewer)
            if let presented { return cairn.seeOther("\(context.path("cycles", presented, "present"))?goal=\(goal)#notes") }
            return cairn.seeOther("/\(context.viewer.workspace.slug)/goals/\(goal)\(checkIn == nil ? "" : "/check-ins")#c-\(id)")
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let title = try await comments.title(of: goal, for: context.viewer)
            return try await cairn.show(context, status: state.status) { page in
                page.commentAgain(on: goal, goal: title, checkIn: checkIn, formKey: form["form_key"], state, presentedIn: presented)
            }
        }
    }

    func see(request: Request, context: ViewerContext) async throws -> Response {
        let goal: ID<Goal> = try context.id("goal")
        try await comments.see(goal, by: context.viewer)
        return cairn.seeOther("/\(context.viewer.workspace.slug)/today")
    }

    func edit(request: Request, context: ViewerContext) async throws -> Response {
        let (row, goal) = try await comments.comment(context.id("comment"), toEditBy: context.viewer)
        return try await cairn.show(context) { page in page.editComment(row.comment, goal: goal, .fresh) }
    }

    func update(request: Request, context: ViewerContext) async throws -> Response {
        let form = try await request.form()
        let id: ID<Comment> = try context.id("comment")
        do {
            let draft = Comment.Draft(text: form["text"], version: Int(form["version"]) ?? 0)
            let comment = try await comments.edit(id, draft, by: context.viewer)
            return cairn.seeOther("/\(context.viewer.workspace.slug)/goals/\(comment.goalID)#c-\(id)", flash: .saved)
        } catch let error as AppError {
            guard let state = FormState(form, error) else { throw error }
            let (row, goal) = try await comments.comment(id, toEditBy: context.viewer)
            return try await cairn.show(context, status: state.status) { page in page.editComment(row.comment, goal: goal, state) }
        }
    }

    func remove(request: Request, context: ViewerContext) async throws -> Response {
        let comment = try await comments.remove(context.id("comment"), by: context.viewer)
        return cairn.seeOther("/\(context.viewer.workspace.slug)/goals/\(comment.goalID)#discussion", flash: .removed)
    }
}
