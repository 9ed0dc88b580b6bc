/// Everything a program can ask for or do, by feature. Reading the lists explains the API: each stands in its feature's `<Noun>API.swift`.
let endpoints: [Endpoint] = [
    workspaceEndpoints, todayEndpoints, goalEndpoints, goalStageEndpoints, coachEndpoints, weightEndpoints, keyResultEndpoints,
    checkInEndpoints,
    cycleEndpoints,
    commentEndpoints, initiativeEndpoints, milestoneEndpoints, assumptionEndpoints, storyEndpoints, thresholdEndpoints,
    jointActionEndpoints, personEndpoints, teamEndpoints,
    invitationEndpoints, reviewEndpoints, screenEndpoints, searchEndpoints,
    eventEndpoints, tokenEndpoints, cycleStatisticsEndpoints, driftEndpoints, forecastEndpoints,
].flatMap { $0 }
