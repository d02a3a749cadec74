// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/builds/capture_history.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

PastCapture begun(const Event &event)
{
    PastCapture capture;
    capture.request.node = event.node;
    capture.request.image = event.to;
    capture.request.allowChanged = event.reason.endsWith(" --allow-changed"_L1);
    Build &build = capture.build;
    build.id = -event.id;
    build.request.image = ImageId::parse(event.to).value_or(ImageId());
    build.request.who = event.who;
    build.state = BuildState::Running;
    build.command = event.reason;
    build.askedAt = build.startedAt = event.time;
    return capture;
}

// Running where the event is no end of a capture.
BuildState endOf(const QByteArray &what)
{
    if (what == "captured")
        return BuildState::Done;
    if (what == "capture-failed")
        return BuildState::Failed;
    return what == "capture-cancelled" ? BuildState::Cancelled : BuildState::Running;
}

} // namespace

QStringList captureEvents()
{
    return {u"capture"_s, u"captured"_s, u"capture-failed"_s, u"capture-cancelled"_s};
}

QList<PastCapture> pastCaptures(const QList<Event> &events)
{
    QList<PastCapture> captures;
    for (const Event &event : events) {
        if (event.what == "capture") {
            captures.prepend(begun(event));
            continue;
        }
        const BuildState end = endOf(event.what);
        if (end == BuildState::Running)
            continue;
        // A node has one capture at a time.
        const auto open = std::find_if(captures.begin(), captures.end(), [&event](const PastCapture &one) {
            return one.request.node == event.node && one.request.image == event.to;
        });
        if (open == captures.end() || open->build.finishedAt > 0)
            continue;
        open->build.finishedAt = event.time;
        open->build.state = end;
        open->build.reason = end == BuildState::Done ? QString() : event.reason;
    }
    // The server went away in the middle of it: whatever the node does afterwards, that one is over.
    for (auto one = captures.begin(); one != captures.end(); ++one) {
        const bool isFollowed = std::any_of(
            captures.begin(), one, [one](const PastCapture &later) { return later.request.node == one->request.node; });
        if (isFollowed && one->build.finishedAt == 0) {
            one->build.finishedAt = one->build.startedAt;
            one->build.state = BuildState::Failed;
        }
    }
    return captures;
}

} // namespace cid
