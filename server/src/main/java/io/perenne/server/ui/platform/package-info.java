// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Users, keys, the record of changes, and the backup. */
@NullMarked
package io.perenne.server.ui.platform;

import org.jspecify.annotations.NullMarked;
