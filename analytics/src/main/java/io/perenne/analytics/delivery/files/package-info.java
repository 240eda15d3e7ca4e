// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Folders on this machine and the upload of files into any folder. */
@NullMarked
package io.perenne.analytics.delivery.files;

import org.jspecify.annotations.NullMarked;
