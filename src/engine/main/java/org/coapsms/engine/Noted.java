package org.coapsms.engine;

import java.util.Optional;

/** Tells people what the engine noticed; nothing depends on it. */
public record Noted(EventKind kind, Optional<Subscriber> subscriber, String detail) {}
