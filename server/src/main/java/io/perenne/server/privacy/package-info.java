/** All that is known of one person, handed out or erased, wherever it is kept. */
@NullMarked
package io.perenne.server.privacy;

import org.jspecify.annotations.NullMarked;
