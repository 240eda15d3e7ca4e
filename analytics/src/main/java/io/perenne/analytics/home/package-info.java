// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** The home directory: runs, documents, locks and files that survive a crash. */
@NullMarked
package io.perenne.analytics.home;

import org.jspecify.annotations.NullMarked;
