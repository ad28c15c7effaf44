/**
 * Carries segments to and from an SMSC over SMPP. Decides about links, windows and when to bind
 * again; never about messages or exchanges, and never how often to submit.
 *
 * <p>A <em>link</em> is one attempt to be bound, from connecting to its end; the carrier has one
 * after the other. The <em>window</em> is what may be submitted and unanswered at once. Two threads
 * belong to a link, {@code smpp-ID-reader} and {@code smpp-ID-writer}; deadlines are watched on a
 * scheduler that all carriers share. jsmpp runs the reading thread and composes binds; its types
 * stay in here. What arrives is read by our own codec.
 */
@NullMarked
package org.coapsms.carrier.smpp;

import org.jspecify.annotations.NullMarked;
