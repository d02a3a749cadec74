// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/capture_dialog.h"

#include "gui/nodes/capture_run.h"
#include "gui/nodes/node_table.h"
#include "gui/widgets/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int captureSteps = 1'000;
constexpr int captureLines = 5'000;

} // namespace

CaptureDialog::CaptureDialog(Session &session, const CaptureRequest &wish, QWidget *parent)
    : QDialog(parent)
    , m_session(&session)
    , m_wish(wish)
    , m_image(new QLineEdit(wish.image))
    , m_allowChanged(new QCheckBox(tr("Keep the image also where files change while they are read")))
    , m_bar(new QProgressBar)
    , m_state(new QLabel)
    , m_log(new QPlainTextEdit)
{
    setWindowTitle(tr("Capture %1").arg(wish.node));
    setAttribute(Qt::WA_DeleteOnClose);
    m_allowChanged->setChecked(wish.allowChanged);
    nameFields();
    build();
    connect(m_image, &QLineEdit::textChanged, this, &CaptureDialog::judge);
    connect(&session, &QObject::destroyed, this, &QObject::deleteLater);
    judge();
}

CaptureDialog::~CaptureDialog() = default;

void CaptureDialog::nameFields()
{
    m_image->setPlaceholderText(u"golden-1-1"_s);
    m_image->setAccessibleName(tr("Name of the image"));
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, captureSteps);
    m_bar->hide();
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(captureLines);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setTabChangesFocus(true);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setAccessibleName(tr("What the node says"));
    m_log->hide();
}

void CaptureDialog::build()
{
    auto *intro = new QLabel(tr("What runs on %1 is packed into an image on the server. The node goes on working; its "
                                "keys and its name stay out of the image.")
                                 .arg(m_wish.node));
    intro->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name of the image"), m_image);
    form->addRow(QString(), m_allowChanged);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_close = buttons->button(QDialogButtonBox::Close);
    m_go = buttons->addButton(tr("Capture"), QDialogButtonBox::ActionRole);
    m_go->setObjectName(u"capture"_s);
    m_go->setDefault(true);
    connect(m_go, &QPushButton::clicked, this, &CaptureDialog::begin);
    connect(buttons, &QDialogButtonBox::rejected, this, &CaptureDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(m_bar);
    layout->addWidget(m_state);
    layout->addWidget(m_log, 1);
    layout->addWidget(buttons);
    intro->setMinimumWidth(480);
}

QString CaptureDialog::freeName(Session &session, const NodeName &node)
{
    const int row = session.board().rowOf(node);
    return freeName(session, row < 0 ? ImageId() : session.board().status(row).image);
}

QString CaptureDialog::freeName(const Session &session, ImageId id)
{
    if (id.isNull())
        return {};
    int last = 0;
    for (const CatalogueImage &image : session.images().images) {
        if (image.id.name == id.name && image.id.version == id.version)
            last = std::max(last, image.id.subversion.toInt());
    }
    id.subversion = QString::number(last + 1);
    return id.toString();
}

void CaptureDialog::judge()
{
    if (m_run || !m_session)
        return;
    const auto id = ImageId::parse(m_image->text().trimmed());
    const QList<CatalogueImage> &images = m_session->images().images;
    const bool isTaken =
        id && std::any_of(images.begin(), images.end(), [&id](const CatalogueImage &image) { return image.id == *id; });
    m_go->setEnabled(id && !isTaken);
    m_state->setPalette(palette());
    if (!id)
        m_state->setText(tr("The name is NAME-VERSION-SUBVERSION, such as debian-12-1."));
    else
        m_state->setText(isTaken ? tr("There is an image of that name already.") : QString());
}

void CaptureDialog::begin()
{
    if (m_run || !m_session || !m_go->isEnabled())
        return;
    m_wish.image = m_image->text().trimmed();
    m_wish.allowChanged = m_allowChanged->isChecked();
    m_run = std::make_unique<CaptureRun>(m_session->access(), m_wish);
    connect(m_run.get(), &CaptureRun::progressed, this, &CaptureDialog::showProgress);
    connect(m_run.get(), &CaptureRun::said, m_log,
            [this](const QStringList &lines) { m_log->appendPlainText(lines.join(u'\n')); });
    connect(m_run.get(), &CaptureRun::finished, this, [this] {
        showEnd(tr("%1 is in the catalogue.").arg(m_wish.image), false);
        if (m_session)
            m_session->refreshImages();
        Q_EMIT captured(m_wish.image);
    });
    connect(m_run.get(), &CaptureRun::failed, this, [this](const Error &error) { showEnd(error.text, true); });
    for (QWidget *asked : {static_cast<QWidget *>(m_image), static_cast<QWidget *>(m_allowChanged)})
        asked->setEnabled(false);
    m_go->setEnabled(false);
    m_close->setText(tr("Cancel the capture"));
    m_bar->setRange(0, 0);
    m_bar->show();
    m_log->clear();
    m_log->show();
    m_state->setPalette(palette());
    m_state->setText(tr("Waiting for %1…").arg(m_wish.node));
    resize(std::max(width(), 640), std::max(height(), 420));
    m_since.start();
    m_run->start();
}

void CaptureDialog::showProgress(qint64 done, qint64 total)
{
    m_bar->setRange(0, total > 0 ? captureSteps : 0);
    if (total > 0)
        m_bar->setValue(static_cast<int>(std::min<qint64>(captureSteps, done * captureSteps / total)));
    const qint64 elapsed = m_since.elapsed();
    const double rate = elapsed > 0 ? static_cast<double>(done) * 1000 / static_cast<double>(elapsed) : 0;
    QStringList parts{QLocale().formattedDataSize(done)};
    if (!rateText(rate).isEmpty())
        parts << rateText(rate);
    if (total > done && rate > 1)
        parts << tr("%1 left").arg(durationText(static_cast<qint64>(static_cast<double>(total - done) / rate * 1000)));
    m_state->setText(parts.join(u" · "_s));
}

void CaptureDialog::showEnd(const QString &text, bool isBad)
{
    // Not deleted here: it is the one that speaks.
    m_run.release()->deleteLater();
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(isBad ? Accent::Bad : Accent::Good, palette()));
    m_state->setPalette(shade);
    m_state->setText(text);
    m_bar->setVisible(!isBad);
    m_bar->setRange(0, captureSteps);
    m_bar->setValue(captureSteps);
    m_close->setText(tr("Close"));
    m_image->setEnabled(isBad);
    m_allowChanged->setEnabled(isBad);
    m_go->setEnabled(isBad);
}

void CaptureDialog::reject()
{
    if (m_run)
        askCancel();
    else
        QDialog::reject();
}

void CaptureDialog::askCancel()
{
    auto *box = new QMessageBox(QMessageBox::Question, tr("Cancel the capture"),
                                tr("Cancel the capture of %1? Nothing of the image is kept.").arg(m_wish.node),
                                QMessageBox::NoButton, this);
    auto *cancel = box->addButton(tr("Cancel the capture"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Go on"), QMessageBox::RejectRole));
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::buttonClicked, this, [this, cancel](const QAbstractButton *clicked) {
        if (clicked != cancel)
            return;
        m_run.reset();
        QDialog::reject();
    });
    box->open();
}

} // namespace cid
