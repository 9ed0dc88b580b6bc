import Domain
import HTTPTypes
import Hummingbird

/// What the coach says of a text while it is being typed. Nothing is kept of it.
struct CoachRoutes {
    let cairn: Cairn

    /// Of a goal: `?goal=` names one that is there already.
    func goal(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let goals = Goals(cairn: cairn)
        let id: ID<Goal>? = try request.query.id("goal")
        let form =
            if let id { try await goals.form(of: id, for: context.viewer) } else {
                try await goals.form(startingWith: Form(), for: context.viewer)
            }
        return answer(CoachAdvice(on: form, FormState(typed: typed)), context)
    }

    /// Of a key result of the goal: `?key_result=` names one that is there already.
    func keyResult(request: Request, context: ViewerContext) async throws -> Response {
        let typed = try await request.form()
        let id: ID<KeyResult>? = try request.query.id("key_result")
        let form = try await KeyResults(cairn: cairn).form(id, of: context.id("goal"), for: context.viewer)
        return answer(CoachAdvice(on: form, FormState(typed: typed), language: context.viewer.account.language), context)
    }

    private func answer(_ advice: CoachAdvice, _ context: ViewerContext) -> Response {
        cairn.respond(cairn.plainPage(for: context).coachWords(advice))
    }
}
