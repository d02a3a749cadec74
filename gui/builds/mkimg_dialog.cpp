// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/builds/mkimg_dialog.h"

#include "gui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression gap(u"[\\s,]+"_s);
    return text.split(gap, Qt::SkipEmptyParts);
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    }
    return lines;
}

} // namespace

MkimgDialog::MkimgDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_name(new QLineEdit)
    , m_source(new QComboBox)
    , m_path(new QComboBox)
    , m_node(new QComboBox)
    , m_suite(new QLineEdit(u"bookworm"_s))
    , m_packages(new QPlainTextEdit)
    , m_excludes(new QPlainTextEdit)
    , m_bootable(new QCheckBox(tr("Refuse what could not boot")))
    , m_allowChanged(new QCheckBox(tr("Keep the image also where files change while they are read")))
    , m_note(new QLabel)
{
    setWindowTitle(tr("Build image"));
    setAttribute(Qt::WA_DeleteOnClose);
    nameFields();
    build();
    connect(m_source, &QComboBox::currentIndexChanged, this, &MkimgDialog::showFields);
    connect(m_name, &QLineEdit::textChanged, this, &MkimgDialog::judge);
    connect(m_path, &QComboBox::editTextChanged, this, &MkimgDialog::judge);
    connect(m_suite, &QLineEdit::textChanged, this, &MkimgDialog::judge);
    connect(m_node, &QComboBox::editTextChanged, this, &MkimgDialog::judge);
    showFields();
    askPlace();
}

void MkimgDialog::nameFields()
{
    m_name->setPlaceholderText(u"debian-12-1"_s);
    m_name->setAccessibleName(tr("Name of the image"));
    m_source->addItems({tr("A folder on the server"), tr("Debian packages"), tr("A container image (OCI layout)")});
    // Behind those that cid-build knows: cidd asks the node itself.
    m_source->addItem(tr("A running node"));
    m_source->setAccessibleName(tr("Made of"));
    m_path->setEditable(true);
    m_path->setAccessibleName(tr("Folder on the server"));
    m_node->setEditable(true);
    m_node->setAccessibleName(tr("Node"));
    for (const NodeStatus &node : m_session.mirror().nodes()) {
        if (node.state == NodeState::Running && node.connected)
            m_node->addItem(node.name);
    }
    m_suite->setAccessibleName(tr("Debian release"));
    m_packages->setAccessibleName(tr("Packages"));
    m_packages->setPlaceholderText(tr("Names, besides what every image needs to boot"));
    m_excludes->setAccessibleName(tr("Left out"));
    m_excludes->setPlaceholderText(tr("Paths, one a line, besides the built-in list"));
    for (QPlainTextEdit *edit : {m_packages, m_excludes}) {
        edit->setTabChangesFocus(true);
        edit->setMaximumHeight(fontMetrics().height() * 5);
    }
    m_bootable->setChecked(true);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
}

void MkimgDialog::build()
{
    m_form = new QFormLayout;
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->addRow(tr("Name of the image"), m_name);
    m_form->addRow(tr("Made of"), m_source);
    m_form->addRow(tr("Folder on the server"), m_path);
    m_form->addRow(tr("Node"), m_node);
    m_form->addRow(tr("Debian release"), m_suite);
    m_form->addRow(tr("Packages"), m_packages);
    m_form->addRow(tr("Left out"), m_excludes);
    m_form->addRow(QString(), m_bootable);
    m_form->addRow(QString(), m_allowChanged);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_go = buttons->addButton(tr("Build"), QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"build"_s);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_form);
    layout->addStretch(1);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    resize(620, 400);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &MkimgDialog::go);
}

void MkimgDialog::go()
{
    if (isCapture()) {
        Q_EMIT captureWanted({m_node->currentText().trimmed(), m_name->text().trimmed(), m_allowChanged->isChecked()});
        accept();
        return;
    }
    m_go->setEnabled(false);
    Q_EMIT wanted(request());
}

bool MkimgDialog::isCapture() const
{
    return m_source->currentIndex() > static_cast<int>(ImageSource::Oci);
}

void MkimgDialog::showFields()
{
    const bool isPackages = m_source->currentIndex() == static_cast<int>(ImageSource::Packages);
    const auto set = [this](QWidget *field, bool isShown) {
        field->setVisible(isShown);
        m_form->labelForField(field)->setVisible(isShown);
    };
    set(m_suite, isPackages);
    set(m_packages, isPackages);
    set(m_path, !isPackages && !isCapture());
    set(m_node, isCapture());
    set(m_excludes, !isCapture());
    m_bootable->setVisible(!isCapture());
    m_allowChanged->setVisible(isCapture());
    judge();
}

void MkimgDialog::askPlace()
{
    m_session.client().ask<BuildPlaceReply>(BuildPlaceRequest{},
                                            [self = QPointer(this)](const Result<BuildPlaceReply> &reply) {
                                                if (!self)
                                                    return;
                                                if (!reply) {
                                                    self->showError(reply.error().text);
                                                    return;
                                                }
                                                const QString typed = self->m_path->currentText();
                                                self->m_path->addItems(reply->roots);
                                                if (!typed.isEmpty())
                                                    self->m_path->setEditText(typed);
                                            });
}

BuildRequest MkimgDialog::request() const
{
    BuildRequest request;
    request.kind = BuildKind::Mkimg;
    request.image = ImageId::parse(m_name->text().trimmed()).value_or(ImageId());
    request.source = static_cast<ImageSource>(m_source->currentIndex());
    if (request.source == ImageSource::Packages) {
        request.suite = m_suite->text().trimmed();
        request.packages = wordsOf(m_packages->toPlainText());
    } else {
        request.path = m_path->currentText().trimmed();
    }
    request.excludes = linesOf(m_excludes->toPlainText());
    request.bootable = m_bootable->isChecked();
    return request;
}

void MkimgDialog::show(const BuildRequest &request)
{
    ImageId next = request.image;
    bool isNumber = false;
    const int number = next.subversion.toInt(&isNumber);
    if (isNumber)
        next.subversion = QString::number(number + 1);
    m_name->setText(next.toString());
    m_source->setCurrentIndex(static_cast<int>(request.source));
    m_path->setEditText(request.path);
    if (!request.suite.isEmpty())
        m_suite->setText(request.suite);
    m_packages->setPlainText(request.packages.join(u' '));
    m_excludes->setPlainText(request.excludes.join(u'\n'));
    m_bootable->setChecked(request.bootable);
    open();
}

QString MkimgDialog::problem() const
{
    const BuildRequest wish = request();
    if (!ImageId::parse(m_name->text().trimmed()))
        return tr("The name is NAME-VERSION-SUBVERSION, such as debian-12-1.");
    if (isCapture())
        return isValidNodeName(m_node->currentText().trimmed()) ? QString() : tr("Name a node that runs an image.");
    if (wish.source != ImageSource::Packages && !wish.path.startsWith(u'/'))
        return tr("Name a folder on the server by its whole path.");
    if (wish.source == ImageSource::Packages && wish.suite.isEmpty())
        return tr("Name a Debian release.");
    return {};
}

void MkimgDialog::judge()
{
    const QString wrong = problem();
    m_note->setPalette(palette());
    const QString right = isCapture() ? tr("The node packs what it runs, as long as the console is open.")
                                      : tr("It is built on the server and goes on when you leave.");
    m_note->setText(wrong.isEmpty() ? right : wrong);
    m_go->setEnabled(wrong.isEmpty());
}

void MkimgDialog::showError(const QString &text)
{
    QPalette shade = palette();
    shade.setColor(QPalette::WindowText, accentColour(Accent::Bad, palette()));
    m_note->setPalette(shade);
    m_note->setText(text);
    m_go->setEnabled(problem().isEmpty());
}

} // namespace cid
