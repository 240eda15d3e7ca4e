// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Files of actions and of what came of them, and plans over the customers of a run. */
@org.jspecify.annotations.NullMarked
package io.perenne.server.action;
