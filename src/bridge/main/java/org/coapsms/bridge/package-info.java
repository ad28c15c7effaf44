/**
 * Joins faces, engine and carriers as the configuration says. Decides nothing about retransmission
 * or segmentation.
 */
@NullMarked
package org.coapsms.bridge;

import org.jspecify.annotations.NullMarked;
