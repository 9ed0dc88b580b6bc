import NIOCore

/// Lets a new connection read into little room at first, and into more where more comes. NIO keeps the room of the last read until the connection
/// ends: with its own first guess, 2 kB for each of thousands who only listen.
final class SmallReads: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    /// Bytes; a program's request fits, a browser's takes two reads once.
    private static let first = 512

    func handlerAdded(context: ChannelHandlerContext) {
        let room = AdaptiveRecvByteBufferAllocator(minimum: 256, initial: Self.first, maximum: 65_536)
        try? context.channel.syncOptions?.setOption(.recvAllocator, value: room)
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
