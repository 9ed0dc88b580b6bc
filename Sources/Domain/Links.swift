/// The links between goals: a graph without cycles, in which a goal may serve several others.
public enum Links {
    /// Whether making `parent` a parent of `child` would close a cycle. Give every goal above `parent`.
    public static func closeCycle(parent: ID<Goal>, child: ID<Goal>, ancestors: Set<ID<Goal>>) -> Bool {
        parent == child || ancestors.contains(child)
    }

    /// Throws unless the link may be made. `depthAbove` counts the levels above the parent, `depthBelow` those below the child.
    public static func check(
        parent: ID<Goal>, child: ID<Goal>, ancestors: Set<ID<Goal>>, parentCount: Int, depthAbove: Int = 0, depthBelow: Int = 0
    ) throws(AppError) {
        var problems = Problems()
        problems.require(parent != child, "parents", "A goal cannot serve itself.")
        problems.require(
            parent == child || !ancestors.contains(child), "parents", "That goal already serves this one, so this would go in a circle.")
        problems.require(parentCount < Limit.parents, "parents", "A goal can serve at most \(Limit.parents) others.")
        problems.require(
            depthAbove + depthBelow + 2 <= Limit.depth, "parents", "Goals can be nested at most \(Limit.depth) levels deep.")
        try problems.check()
    }
}
