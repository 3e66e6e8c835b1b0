<#
.SYNOPSIS
Envoie à Cuvée les derniers exports d'un dossier.

.DESCRIPTION
Prend les fichiers récents du dossier (et de ses sous-dossiers ventes_lignes, clients, produits, stock, contacts), attend qu'ils ne bougent
plus, et les envoie un par un à /api/v1/exports. Un fichier déjà envoyé n'est pas renvoyé ; s'il l'était, Cuvée le reconnaîtrait à son contenu.
Compatible avec Windows PowerShell 5.1. Le journal ne contient que des noms de fichiers et des codes.

Codes de sortie :
  0  tout est envoyé, ou l'était déjà
  1  un paramètre est faux, ou une erreur que personne n'avait prévue
  2  aucun export dans le dossier
  3  un fichier est resté ouvert ou en cours d'écriture ; les autres sont envoyés
  4  le serveur ne répond pas, malgré plusieurs essais
  5  le jeton est refusé
  6  le serveur refuse un fichier
  7  le jeton manque, ou n'est pas lisible par cet utilisateur
  10 à 19  l'export lui-même a échoué : code écrit par le flux EXPORT_ISAVIGNE_HEBDO (docs/fr/power-automate.md)

.EXAMPLE
.\EnvoyerExport.ps1 -EnregistrerJeton
.\EnvoyerExport.ps1 -Adresse https://cuvee.mondomaine.fr -Dossier C:\Exports
#>
[CmdletBinding()]
param(
    [string] $Adresse = '',
    [string] $Dossier = '',
    [string] $Source = 'isavigne',
    # Seuls les fichiers modifiés depuis autant de jours sont regardés.
    [ValidateRange(1, 366)] [int] $Jours = 6,
    # Combien de temps attendre que les exports arrivent.
    [ValidateRange(0, 720)] [int] $AttendreMinutes = 0,
    # Un flux Power Automate Desktop à lancer d'abord ; il écrit son code dans resultat.txt du dossier.
    [ValidatePattern('^[A-Za-z0-9_]*$')] [string] $Flux = '',
    [string] $FichierJeton = (Join-Path $env:LOCALAPPDATA 'Cuvee\jeton.txt'),
    [string] $Journal = (Join-Path $env:LOCALAPPDATA 'Cuvee\envoi.log'),
    [switch] $EnregistrerJeton
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$Jeux = @('ventes_lignes', 'clients', 'produits', 'stock', 'contacts')
# Deux heures en tout : une box qui redémarre, un serveur en maintenance. La tâche suivante n'est que dans une semaine.
$Attentes = @(10, 30, 60, 120, 300, 900, 1800, 3600)

function Write-Journal([string] $Message) {
    $folder = Split-Path -Parent $Journal
    if (-not (Test-Path -LiteralPath $folder)) { [void](New-Item -ItemType Directory -Path $folder -Force) }
    if ((Test-Path -LiteralPath $Journal) -and (Get-Item -LiteralPath $Journal).Length -gt 1048576) {
        Move-Item -LiteralPath $Journal -Destination "$Journal.1" -Force
    }
    $line = '{0:yyyy-MM-dd HH:mm:ss}  {1}' -f (Get-Date), $Message
    Add-Content -LiteralPath $Journal -Value $line -Encoding UTF8
    Write-Host $Message
}

function Exit-Avec([int] $Code, [string] $Message) {
    Write-Journal "$Message (code $Code)"
    exit $Code
}

# Le jeton est chiffré par Windows pour cet utilisateur et cet ordinateur (DPAPI) : copié ailleurs, il est illisible.
function Save-Jeton {
    $secret = Read-Host -Prompt 'Collez le jeton donné par Cuvée (Réglages, Jetons)' -AsSecureString
    if ($secret.Length -lt 20) { Exit-Avec 1 'Ce jeton est trop court : rien n''est enregistré.' }
    $folder = Split-Path -Parent $FichierJeton
    if (-not (Test-Path -LiteralPath $folder)) { [void](New-Item -ItemType Directory -Path $folder -Force) }
    ConvertFrom-SecureString -SecureString $secret | Set-Content -LiteralPath $FichierJeton -Encoding ASCII
    Exit-Avec 0 'Le jeton est enregistré pour cet utilisateur de Windows.'
}

function Read-Jeton {
    if (-not (Test-Path -LiteralPath $FichierJeton)) {
        Exit-Avec 7 'Le jeton manque : lancez une fois EnvoyerExport.ps1 -EnregistrerJeton.'
    }
    try {
        $secret = ConvertTo-SecureString -String ((Get-Content -LiteralPath $FichierJeton -Raw).Trim())
        return (New-Object System.Management.Automation.PSCredential('cuvee', $secret)).GetNetworkCredential().Password
    }
    catch {
        Exit-Avec 7 'Le jeton n''est pas lisible par cet utilisateur : lancez EnvoyerExport.ps1 -EnregistrerJeton sous le compte de la tâche.'
    }
}

function Test-Adresse([string] $Texte) {
    $uri = $null
    if (-not [Uri]::TryCreate($Texte, [UriKind]::Absolute, [ref] $uri)) { return $false }
    return ($uri.Scheme -eq 'https') -or ($uri.Scheme -eq 'http' -and $uri.IsLoopback)
}

function Get-Exports {
    $since = (Get-Date).AddDays(-$Jours)
    $folders = @($Dossier) + @($Jeux | ForEach-Object { Join-Path $Dossier $_ })
    $found = @(foreach ($folder in $folders) {
            if (Test-Path -LiteralPath $folder -PathType Container) { Get-ChildItem -LiteralPath $folder -File }
        })
    $recent = $found | Where-Object { (Test-Nom $_.Name) -and ($_.LastWriteTime -ge $since) }
    $sorted = @($recent | Sort-Object -Property LastWriteTime)
    return $sorted
}

function Test-Nom([string] $Name) {
    if ($Name -eq 'resultat.txt' -or $Name -match '^(~\$|\.)') { return $false }
    return $Name -match '\.(csv|tsv|tab|txt|xlsx|xlsm|xls|ods)(\.gz)?$'
}

# Vrai quand le fichier garde sa taille et son heure dix secondes, et que personne ne l'écrit plus (iSaVigne, Excel). Dix minutes de patience.
function Wait-Immobile($File) {
    for ($try = 0; $try -lt 60; $try++) {
        $before = Get-Item -LiteralPath $File.FullName -ErrorAction SilentlyContinue
        Start-Sleep -Seconds 10
        $after = Get-Item -LiteralPath $File.FullName -ErrorAction SilentlyContinue
        if ($null -eq $before -or $null -eq $after) { return $false }
        if ($before.Length -ne $after.Length -or $before.LastWriteTimeUtc -ne $after.LastWriteTimeUtc -or $after.Length -eq 0) { continue }
        try {
            [IO.File]::Open($File.FullName, 'Open', 'Read', 'None').Dispose()
            return $true
        }
        catch { continue }
    }
    return $false
}

# Le nom sans accent ni signe : un en-tête HTTP n'en transporte pas de façon sûre.
function Get-NomSimple([string] $Name) {
    $plain = ($Name.Normalize([Text.NormalizationForm]::FormD) -replace '\p{M}', '') -replace '[^A-Za-z0-9._ ()-]', '_'
    return $plain
}

function New-Champ([string] $Name, [string] $Value) {
    $part = New-Object System.Net.Http.StringContent($Value)
    $part.Headers.ContentType = $null
    $part.Headers.ContentDisposition = New-Object System.Net.Http.Headers.ContentDispositionHeaderValue('form-data')
    $part.Headers.ContentDisposition.Name = "`"$Name`""
    return $part
}

# Envoie un fichier ; rend le statut HTTP et le texte de la réponse. Les champs précèdent le fichier : le serveur lit au fil de l'eau.
function Send-Fichier($Client, $File) {
    $stream = [IO.File]::OpenRead($File.FullName)
    $form = New-Object System.Net.Http.MultipartFormDataContent
    try {
        $form.Add((New-Champ 'source' $Source))
        $folder = $File.Directory.Name.ToLowerInvariant()
        if ($Jeux -contains $folder) { $form.Add((New-Champ 'dataset' $folder)) }
        # L'heure du fichier date l'export quand son nom ne le fait pas.
        $since1970 = $File.LastWriteTimeUtc - (New-Object DateTime(1970, 1, 1, 0, 0, 0, [DateTimeKind]::Utc))
        $form.Add((New-Champ 'modified' ([long] $since1970.TotalMilliseconds).ToString([Globalization.CultureInfo]::InvariantCulture)))
        $part = New-Object System.Net.Http.StreamContent($stream)
        $part.Headers.ContentType = New-Object System.Net.Http.Headers.MediaTypeHeaderValue('application/octet-stream')
        $part.Headers.ContentDisposition = New-Object System.Net.Http.Headers.ContentDispositionHeaderValue('form-data')
        $part.Headers.ContentDisposition.Name = '"file"'
        $part.Headers.ContentDisposition.FileName = '"{0}"' -f (Get-NomSimple $File.Name)
        $form.Add($part)
        $answer = $Client.PostAsync($Adresse.TrimEnd('/') + '/api/v1/exports', $form).GetAwaiter().GetResult()
        return @{ Statut = [int] $answer.StatusCode; Texte = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult() }
    }
    finally {
        $form.Dispose()
        $stream.Dispose()
    }
}

# Une coupure, un serveur occupé (429) ou en panne (5xx) : on réessaie. Tout autre statut est une réponse.
function Send-AvecEssais($Client, $File) {
    for ($try = 0; $try -le $Attentes.Count; $try++) {
        try {
            $answer = Send-Fichier $Client $File
            if ($answer.Statut -ne 429 -and $answer.Statut -lt 500) { return $answer }
            $why = "statut $($answer.Statut)"
        }
        catch { $why = $_.Exception.GetBaseException().Message }
        if ($try -lt $Attentes.Count) {
            Write-Journal "$($File.Name) : pas de réponse ($why), nouvel essai dans $($Attentes[$try]) s."
            Start-Sleep -Seconds $Attentes[$try]
        }
    }
    Exit-Avec 4 'Le serveur ne répond pas. Les fichiers restent dans le dossier ; la prochaine exécution les enverra.'
}

function Get-Phrase([string] $Texte) {
    try {
        $answer = $Texte | ConvertFrom-Json
        if ($answer.PSObject.Properties['received']) {
            $sentence = @($answer.received)[0].sentence
            if ($sentence -is [string]) { return $sentence }
            return $sentence.fr
        }
        if ($answer.PSObject.Properties['detail']) { return $answer.detail }
    }
    catch { return '' }
    return ''
}

# Ce que Cuvée a fait du fichier : received, known, refused ou unknown_dataset. Une réponse 202 peut dire non.
function Get-Etat([string] $Texte) {
    try {
        $answer = $Texte | ConvertFrom-Json
        return [string] @($answer.received)[0].state
    }
    catch { return '' }
}

function Start-Flux {
    $result = Join-Path $Dossier 'resultat.txt'
    if (Test-Path -LiteralPath $result) { Remove-Item -LiteralPath $result -Force }
    Start-Process "ms-powerautomate:/console/flow/run?workflowName=$Flux"
    $until = (Get-Date).AddMinutes([Math]::Max($AttendreMinutes, 30))
    while (-not (Test-Path -LiteralPath $result)) {
        if ((Get-Date) -gt $until) { Exit-Avec 19 "Le flux $Flux n'a rien répondu." }
        Start-Sleep -Seconds 15
    }
    Start-Sleep -Seconds 2
    $code = 0
    if (-not [int]::TryParse("$(Get-Content -LiteralPath $result -Raw)".Trim(), [ref] $code)) { Exit-Avec 19 "Le flux $Flux a écrit un code illisible." }
    if ($code -ne 0) { Exit-Avec $code "Le flux $Flux a échoué." }
}

function Wait-Exports {
    $until = (Get-Date).AddMinutes($AttendreMinutes)
    $files = @(Get-Exports)
    while ($files.Count -eq 0 -and (Get-Date) -lt $until) {
        Start-Sleep -Seconds 30
        $files = @(Get-Exports)
    }
    if ($files.Count -eq 0) { Exit-Avec 2 "Aucun export des $Jours derniers jours dans le dossier." }
    return $files
}

trap {
    Write-Journal "Erreur imprévue : $($_.Exception.GetType().Name), ligne $($_.InvocationInfo.ScriptLineNumber) (code 1)"
    exit 1
}
if ($EnregistrerJeton) { Save-Jeton }
if (-not (Test-Adresse $Adresse)) { Exit-Avec 1 'Indiquez -Adresse https://… (http n''est admis que sur ce PC).' }
# Windows prend \" pour un guillemet : « "C:\Exports\" » avalerait la suite de la ligne.
if ($Dossier.Contains('"')) { Exit-Avec 1 'Écrivez -Dossier sans \ à la fin : "C:\Exports".' }
if ($Dossier -eq '' -or -not (Test-Path -LiteralPath $Dossier -PathType Container)) { Exit-Avec 1 'Indiquez -Dossier : le dossier où arrivent les exports.' }
$token = Read-Jeton
if ($Flux -ne '') { Start-Flux }

[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
Add-Type -AssemblyName System.Net.Http
# Un serveur mandataire d'entreprise qui demande qui l'on est : c'est la session de Windows qui répond.
if ($null -ne [Net.WebRequest]::DefaultWebProxy) { [Net.WebRequest]::DefaultWebProxy.Credentials = [Net.CredentialCache]::DefaultCredentials }
$client = New-Object System.Net.Http.HttpClient
$client.Timeout = [TimeSpan]::FromMinutes(30)
$client.DefaultRequestHeaders.Authorization = New-Object System.Net.Http.Headers.AuthenticationHeaderValue('Bearer', $token)
$client.DefaultRequestHeaders.Add('Accept', 'application/json')
$client.DefaultRequestHeaders.Add('Accept-Language', 'fr')

$sentList = Join-Path (Split-Path -Parent $Journal) 'envoyes.txt'
$sent = @()
if (Test-Path -LiteralPath $sentList) { $sent = @(Get-Content -LiteralPath $sentList) }
$refused = 0
$held = 0
foreach ($file in (Wait-Exports)) {
    if (-not (Wait-Immobile $file)) {
        $held++
        Write-Journal "$($file.Name) : ouvert dans un autre programme (iSaVigne, Excel ?), ou en cours d'écriture."
        continue
    }
    $hash = (Get-FileHash -LiteralPath $file.FullName -Algorithm SHA256).Hash
    if ($sent -contains $hash) { Write-Journal "$($file.Name) : déjà envoyé."; continue }
    $answer = Send-AvecEssais $client $file
    if ($answer.Statut -eq 401 -or $answer.Statut -eq 403) { Exit-Avec 5 'Cuvée refuse le jeton : faites-en un autre (Réglages, Jetons) puis lancez -EnregistrerJeton.' }
    if ($answer.Statut -ge 200 -and $answer.Statut -lt 300 -and @('received', 'known') -contains (Get-Etat $answer.Texte)) {
        Add-Content -LiteralPath $sentList -Value $hash -Encoding ASCII
        Write-Journal "$($file.Name) : envoyé. $(Get-Phrase $answer.Texte)"
    }
    else {
        $refused++
        Write-Journal "$($file.Name) : refusé (statut $($answer.Statut)). $(Get-Phrase $answer.Texte)"
    }
}
$client.Dispose()
if ($held -gt 0) { Exit-Avec 3 "$held fichier(s) resté(s) ouvert(s) : fermez-les, puis relancez la tâche." }
if ($refused -gt 0) { Exit-Avec 6 "$refused fichier(s) refusé(s) par Cuvée." }
Exit-Avec 0 'Tous les exports sont chez Cuvée.'
