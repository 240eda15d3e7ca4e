// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
package io.perenne.server.ui;

import io.perenne.analytics.job.JobContext;
import io.perenne.server.account.Accounts;
import io.perenne.server.account.Keys;
import io.perenne.server.job.JobQueue;
import io.perenne.server.oidc.Door;
import io.perenne.server.settings.SavedRetention;
import io.perenne.server.settings.SettingsStore;
import io.perenne.server.storage.Store;
import io.perenne.server.upload.UploadFolder;

/**
 * What pages change things with.
 *
 * @param context the home and the clock
 * @param store the operational store
 * @param accounts the users
 * @param door the ways in
 * @param keys the keys of programs
 * @param settings what is calculated, when, and where it goes
 * @param queue does what was asked for
 * @param uploads where files may be put
 * @param retention which runs stay
 */
public record Services(
    JobContext context,
    Store store,
    Accounts accounts,
    Door door,
    Keys keys,
    SettingsStore settings,
    JobQueue queue,
    UploadFolder uploads,
    SavedRetention retention) {}
