/** One person as events tell them: who it is, what it allows, and what it is worth now. */
@NullMarked
package io.perenne.server.ui.person;

import org.jspecify.annotations.NullMarked;
