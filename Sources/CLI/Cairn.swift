import ArgumentParser
import App
@main struct Cairn: ParsableCommand {}
